/** Who may enter and with what: sign-in, sessions, roles, keys, secrets, events. One group a line: `concept: English | español`. */
export const access = `
login: logged in, sign-in, signing in, logging in, signed in, authentication, authenticate, auth | loguearse, loguear, loguearme, logearse, login, autenticacion, autenticarse, entrar al sistema, entrar a la cuenta, meterse a la cuenta, no puede entrar, no pueda entrar, no puedo entrar
user: users, a login for, has an account, have an account, people with an account | cuenta de usuario, usuario del sistema, tiene cuenta, tienen cuenta, con cuenta
password: forgot password, forgotten password, forgot his password, forgot her password, forgot my password, lost password, reset link, password reset, password recovery, recovery email, locked out | olvido la clave, se le olvido la clave, olvide la clave, olvido la contrasena, no recuerda la clave, no se acuerda de la clave, perdio la clave, clave de acceso
session: logged in devices, active session, signed out, log out, logout, every device, all devices | sesiones abiertas, sesion activa, deslogueo, desloguear, desloguearse, cierre de sesion, todos los dispositivos, de todos lados
role: roles, permission level, administrator role, moderator, editor, admin rights | roles, nivel de permiso, moderador, moderadora, editor, editora, administradora, permisos de editor, permisos de administrador
permission: permissions, access rights, access level, rights, can access, have access | permisos, derechos de acceso, nivel de acceso, dar permiso, tener acceso, tiene acceso, darle permiso
credential: api token, personal access token, bearer token, leaked key, leaked token, service key, anon key | llaves de api, clave api, token de acceso, token de api, llave filtrada, credenciales
key: access key | llaves
secret: secrets, secret value | valor secreto
mfa: 2fa code, authenticator, authenticator app, second factor code, otp, one-time code | codigo de verificacion, autenticador, otp, segundo paso
sso: oauth app, identity federation, sign in with google, auth provider | iniciar con google, proveedor de acceso
invitation: seat, seats, invites | invitaciones, asiento
webhook: webhooks, http callback, delivery attempt, event notification url | webhooks, entrega de eventos, aviso a una url, hooks
event: events, event stream, system event | eventos
variable: env, environment variables, env vars, environment settings | variables de ambiente, vars
execution: past runs, went through, job history | corridas, ejecuciones pasadas, historial de ejecuciones
workflow: automations, flows, zaps, automatic flow | automatizaciones, flujos, flujo automatico, automatismos, procesos automaticos
rule: automatic rule | reglas, regla automatica, reglas de automatizacion
trigger: triggers, triggered by | disparadores
usage: consumed, where the money goes | se va la plata, se nos va la plata
bucket:  |
sharelink: signed url, temporary link, presigned url, expiring link, download link | url firmada, enlace temporal, link temporal, enlace de descarga, link de descarga, link que venza
file: object, objects | archivos, ficheros, objeto, pdf
form: forms | formularios
submission: submissions | lo que llenaron
audit: security log, access log, who changed what | registro de accesos, registro de cambios, quien cambio que
quota: limits | limites
`;
