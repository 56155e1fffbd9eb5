/** Domains, servers, containers, databases, deployments. One group a line: `concept: English | español`. */
export const systems = `
domain: domain, domain name, custom domain | dominio, nombre de dominio, dominio propio
subdomain: subdomain, vanity subdomain | subdominio
zone: zone, dns zone, hosted zone | zona, zona dns
dns: dns, name server, nameserver | dns, servidor de nombres
dnsrecord: dns record, record, resource record, rrset, cname, mx, a record, txt record | registro dns, registro, cname, mx
certificate: certificate, ssl, tls, https, cert | certificado, ssl, tls, https, candado
guild: server, machine, host, vm, virtual machine, droplet, vps, instance, compute instance | servidor, maquina, maquina virtual, vps, droplet, instancia, host
container: container, docker container | contenedor, docker
image: image, docker image, container image, picture | imagen, imagen de docker
volume: volume, disk, storage, block storage | volumen, disco, almacenamiento
network: network, vpc, subnet, lan, virtual network | red, subred, vpc, red virtual
firewall: firewall, waf, security group, firewall rule, security rule | cortafuegos, firewall, waf, regla de seguridad
loadbalancer: load balancer, balancer, load balancing | balanceador, balanceador de carga
ip: ip, ip address, floating ip, reserved ip, static ip | ip, direccion ip, ip fija, ip flotante
port: port | puerto
cluster: cluster, kubernetes cluster, kubernetes, k8s | cluster, kubernetes
node: node, worker node, node pool | nodo
pod: pod | pod
service: service, swarm service, microservice | servicio
namespace: namespace | espacio de nombres, namespace
registry: registry, container registry, repository of images | registro de contenedores, registro de imagenes, registry
deployment: deployment, deploy, deployed, release, rollout, publish site, build | despliegue, deploy, desplegar, despliega, implementacion, publicacion, puesta en produccion, produccion, desplegado
build: build, compile, compilation, build log | compilacion, compilar, construccion, build, construir
repository: repository, repo, source code | repositorio, repo, codigo fuente
branch: branch, git branch, preview branch | rama, branch
commit: commit | commit
pullrequest: pull request, merge request | pull request, solicitud de cambios
function: function, serverless, edge function, lambda, worker, cloud function | funcion, funcion edge, serverless, worker
database: database, db, postgres, postgresql, mysql, sql, redis, mongodb | base de datos, bd, postgres, mysql, bases de datos, bbdd
dataTable: table | tabla
query: query, sql query, sql statement | consulta, query, consulta sql
schema: schema | esquema
migration: migration, schema change | migracion
backup: backup, back up, snapshot, restore point | respaldo, copia de seguridad, backup, respaldar, copia, instantanea, snapshot
restore: restore, recovery, rollback | restauracion, recuperacion
replica: replica, read replica | replica
pooler: pooler, connection pool | pool de conexiones
bucket: bucket, object storage, storage bucket | bucket, cubo, almacenamiento de objetos
cache: cache, cdn cache, cached files | cache, cache, memoria cache
cdn: cdn, content delivery network | cdn
log: log, logs, event log, trace log | log, registro, logs, bitacora
metric: metric, cpu, memory, bandwidth, load, monitoring, traffic | metrica, cpu, memoria, ancho de banda, carga, monitoreo, trafico
health: health, uptime, healthcheck, health check, alive, ping, service status | salud, estado de salud, disponibilidad, funcionando, caido, vivo
process: process, running process, top | proceso
ssh: ssh, ssh key | ssh, llave ssh, clave ssh
key: key, public key, encryption key, cryptokey, dnssec key | llave, clave, clave publica, llave publica
dnssec: dnssec | dnssec
redirect: redirect, forwarding, page rule | redireccion, redirigir, reenvio
tunnel: tunnel, vpn | tunel, vpn
api: api, endpoint | api, endpoint
environment: environment, staging, production, sandbox | entorno, ambiente, produccion, pruebas
secret: secret | secreto
plugin: plugin | plugin, complemento
swarm: swarm | swarm, enjambre
exec: exec, command, shell command, run command | comando, orden de consola, instruccion
app: app, application, program | aplicacion, app, programa
package: package, library | paquete, biblioteca, libreria
billing: billing, invoice history, bill | facturacion, cobro
tenant: tenant | inquilino, cliente
ratelimit: rate limit, rate limiting | limite de peticiones
access: access policy, access application, zero trust, access group | politica de acceso, aplicacion de acceso
accountMember: account member, collaborator | miembro, colaborador
custompage: error page, custom page | pagina de error
trafficsplit: split test, split testing, a/b test | prueba a/b, test a/b
upgrade: upgrade, update available, new version | actualizacion, version nueva
pause: maintenance | mantencion, mantenimiento
error: error, failure, failed, crash, exception, failing | error, falla, fallo, fallido, fallida, fallando, cayo, excepcion
`;
