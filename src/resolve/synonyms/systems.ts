/** Domains, servers, containers, databases, deployments. One group a line: `concept: English | español`. */
export const systems = `
domain: domain, domain name, custom domain, hostname, web address, apex domain, registrar | dominio, nombre de dominio, dominio propio, direccion web, registrador
subdomain: subdomain, vanity subdomain | subdominio
zone: zone, dns zone, hosted zone, zone file | zona, zona dns, archivo de zona
dns: dns, name server, nameserver, dns settings, dns setup | dns, servidor de nombres, servidores de nombre
dnsrecord: dns record, domain record, resource record, zone record, record set, rrset, cname, mx, a record, txt record, mx record, ns record, srv record, dmarc | registro dns, registro, cname, mx, registro a, registro mx, registro txt, registro cname, dmarc
certificate: certificate, ssl, tls, https, cert, padlock, secure connection, lets encrypt | certificado, ssl, tls, https, candado, sitio seguro, conexion segura
server: server, machine, host, vm, virtual machine, droplet, vps, instance, compute instance, virtual server, dedicated server, bare metal, linux box, ec2 | servidor, maquina, maquina virtual, vps, droplet, instancia, host, servidor virtual, servidor dedicado
container: container, docker container, docker | contenedor, docker, conteiner
image: image, docker image, container image, picture, dockerfile, base image | imagen, imagen de docker, dockerfile
volume: volume, disk, storage, block storage, drive, ssd, persistent volume | volumen, disco, almacenamiento, disco duro, espacio en disco, ssd
network: network, vpc, subnet, lan, virtual network, private network, vlan | red, subred, vpc, red virtual, red privada, vlan
firewall: firewall, waf, security group, firewall rule, security rule, access rule, inbound rule, outbound rule, allowlist, whitelist, blocklist | cortafuegos, firewall, waf, regla de seguridad, regla de acceso, grupo de seguridad, lista blanca
attack: attack, attacker, ddos, under attack, threat, malicious, hacker, intrusion, brute force | ataque, atacando, atacan, ddos, amenaza, hacker, intruso, intrusion, fuerza bruta, hackear, hackearon
loadbalancer: load balancer, balancer, load balancing | balanceador, balanceador de carga
ip: ip, ip address, floating ip, reserved ip, static ip, ipv4, ipv6, public ip | ip, direccion ip, ip fija, ip flotante, ip publica, ip reservada, ip estatica
port: port, open port | puerto
cluster: cluster, kubernetes cluster, kubernetes, k8s | cluster, kubernetes, k8s, kluster
node: node, worker node, node pool | nodo, nodo trabajador
pod: pod | pod
replicas: replica set, replicas, more instances, fewer instances | replicas, cantidad de replicas, mas instancias, menos instancias
configmap: configmap, config map | configmap, mapa de configuracion
ingress: ingress, gateway | ingress
service: service, swarm service, microservice, daemon, backend | servicio, microservicio, demonio, backend
namespace: namespace, name space | espacio de nombres, namespace
registry: registry, container registry, image registry, docker hub | registro de contenedores, registro de imagenes, registry, docker hub
deployment: deployment, deploy, deployed, release, rollout, publish site, build, redeploy, latest deploy | despliegue, deploy, desplegar, despliega, implementacion, publicacion, puesta en produccion, produccion, desplegado, pase a produccion, paso a produccion, salida a produccion, deployar, deployado, deployo, deployaron, redeploy
build: build, compile, compilation, build log, rebuild | compilacion, compilar, construccion, build, construir, compilado, recompilar, buildear
repository: repository, repo, source code, codebase, git repository | repositorio, repo, codigo fuente
branch: branch, git branch, preview branch, feature branch | rama, branch, ramas de git
commit: commit, committed, last push, pushed to, pushed, code change | commit, commits, commitear, commiteo, cambio de codigo, cambios subidos, cambios en el codigo, pusheo, pushear, pushearon
pullrequest: pull request, merge request, pr, prs | pull request, solicitud de cambios, pr, prs, solicitud de fusion, merge request
function: function, serverless, edge function, lambda, worker, cloud function | funcion, funcion edge, serverless, lambda
database: database, db, postgres, postgresql, mysql, sql, redis, mongodb, data store, mariadb, sqlite | base de datos, bd, postgres, mysql, bases de datos, bbdd, la base, mongo, base postgres
dataTable: table | tabla, tabla de la base
query: query, sql query, sql statement, select, select from | consulta, query, consulta sql, sql, sentencia sql
schema: schema, data model | esquema, modelo de datos
migration: migration, schema change | migracion, migraciones de base
backup: backup, back up, snapshot, restore point, pitr, disk copy | respaldo, copia de seguridad, backup, respaldar, copia, instantanea, snapshot, bakup, dump, copia de respaldo, foto del disco
restore: restore, recovery, rollback, disaster recovery | restauracion, recuperacion, rollback
replica: replica, read replica | replica
pooler: pooler, connection pool | pool de conexiones
bucket: bucket, object storage, storage bucket, s3, blob storage | bucket, cubo, almacenamiento de objetos, s3
cache: cache, cdn cache, cached files, cached content, cached copy, stale content | cache, memoria cache, cacheado, cacheada, copia vieja
cdn: cdn, content delivery network, edge network | cdn, red de distribucion
log: log, logs, event log, trace log, stdout, stderr, log line | log, registro, logs, bitacora, registros del sistema, consola
metric: metric, cpu, memory, bandwidth, load, monitoring, traffic, performance, cpu usage, memory usage, resource usage, telemetry, throughput, latency, response time | metrica, cpu, memoria, ancho de banda, carga, monitoreo, trafico, rendimiento, desempeno, latencia, tiempo de respuesta, procesador, consumo de recursos
health: health, uptime, healthcheck, health check, alive, ping, service status, unhealthy, healthy, downtime, offline, unreachable, liveness, readiness | salud, estado de salud, disponibilidad, funcionando, caido, vivo, caida, sano, fuera de linea, inaccesible, tiempo de actividad
process: process, running process, top, pid | proceso, pid
ssh: ssh, ssh key, ssh access, deploy key | ssh, llave ssh, clave ssh, acceso ssh, llave de despliegue
key: key, public key, encryption key, cryptokey, dnssec key | llave, clave, clave publica, llave publica
dnssec: dnssec | dnssec
redirect: redirect, forwarding, page rule, url forwarding, 301, redirection, rewrite rule | redireccion, redirigir, reenvio, redirige, redireccionar, redirecciona, regla de pagina
tunnel: tunnel, vpn, private tunnel | tunel, vpn
api: api, endpoint | api, endpoint
environment: environment, staging, production, sandbox, dev environment, prod, qa, dev | entorno, ambiente, produccion, pruebas, ambiente de pruebas, staging, desarrollo, prod, qa
secret: secret, vault, sensitive value | secreto, secretos, boveda
plugin: plugin | plugin, complemento
swarm: swarm | swarm, enjambre
exec: exec, command, shell command, run command, shell, terminal command, bash | comando, orden de consola, instruccion, shell, linea de comandos
app: app, application, program | aplicacion, app, programa
package: package, library | paquete, biblioteca, libreria
billing: billing, invoice history, bill | facturacion, cobro
tenant: tenant | inquilino, cliente
ratelimit: rate limit, rate limiting, throttling, too many requests | limite de peticiones, limite de solicitudes, demasiadas peticiones
access: access policy, access application, zero trust, access group | politica de acceso, aplicacion de acceso
accountMember: account member, collaborator | miembro, colaborador
custompage: error page, custom page | pagina de error
trafficsplit: split test, split testing, a/b test | prueba a/b, test a/b
upgrade: upgrade, update available, new version | actualizacion, version nueva, nueva version
pause: maintenance | mantencion, mantenimiento
error: error, failure, failed, crash, exception, failing, crashed, crashing, faulty | error, falla, fallo, fallido, fallida, fallando, cayo, excepcion, errores, reventado, revento, se revento
visitor: visitor, pageview, web traffic, site traffic, web analytics, hits, unique visitors | visita, visitante, vista de pagina, paginas vistas, trafico web, visitas del sitio
outgoingip: egress | salida a internet
job: background job, scheduled task, batch job, queue job | trabajo en segundo plano, proceso batch
cloud: cloud, hosting, digitalocean, aws, azure | nube, hosting, proveedor de nube
cpu: cpu, processor, vcpu, core | cpu, procesador, nucleo
memory: memory, ram | memoria, ram
diskusage: disk usage, space used, free space, disk full, out of space, fills up, space left | uso de disco, espacio ocupado, espacio libre, disco lleno, se llena, se lleno, sin espacio, queda espacio, no queda espacio, espacio usado, comiendo disco, comiendo espacio
`;
