/** Who may enter and with what: sign-in, sessions, roles, keys, secrets, events. One group a line: `concept: English | español`. */
export const access = `
login: logged in, sign-in, signing in, logging in, signed in, authentication, authenticate, auth | loguearse, loguear, loguearme, logearse, login, autenticacion, autenticarse, entrar al sistema, entrar a la cuenta, meterse a la cuenta, no puede entrar, no pueda entrar, no puedo entrar
user: user account, users, end user, app user, a login for | cuenta de acceso, cuenta de usuario, usuario del sistema
password: forgot password, forgotten password, forgot his password, forgot her password, forgot my password, lost password, reset link, reset password, password reset, password recovery, recovery email, locked out | olvido la clave, se le olvido la clave, olvide la clave, olvido la contrasena, no recuerda la clave, no se acuerda de la clave, perdio la clave, recuperar clave, recuperar la clave, recuperar contrasena, restablecer contrasena, restablecer clave, cambiar la clave, cambio de clave, clave de acceso
session: logged in devices, active session, signed out, sign out, log out, logout, every device, all devices | sesiones abiertas, sesion activa, cerrar sesion, deslogueo, desloguear, desloguearse, cierre de sesion, todos los dispositivos
role: roles, permission level, user role, administrator role, editor role, moderator, editor, admin rights | roles, nivel de permiso, moderador, moderadora, editor, editora, administradora, permisos de editor, permisos de administrador
permission: permissions, access rights, access level, rights, can access, have access | permisos, derechos de acceso, nivel de acceso, dar permiso, tener acceso, tiene acceso, darle permiso
credential: api token, personal access token, bearer token, leaked key, leaked token, client secret, service key, anon key | llaves de api, clave api, token de acceso, token de api, llave filtrada, credenciales
key: access key | llaves
secret: secrets, secret value | valor secreto
mfa: 2fa code, authenticator, authenticator app, second factor code, otp, one-time code | codigo de verificacion, autenticador, otp, segundo paso
sso: oauth app, identity federation, sign in with google, auth provider | iniciar con google, proveedor de acceso
invitation: seat, seats, invites | invitaciones, asiento
webhook: webhooks, event delivery, http callback, delivery attempt, hook delivery, event notification url | webhooks, entrega de eventos, aviso a una url, avisar a una url, hooks
event: events, event stream, system event | eventos
variable: env, environment variables, env vars, environment settings | variables del sitio, variables del proyecto, variables de ambiente, vars
execution: automation run, past runs, went through, finished run, job history, flow run | corridas, ejecuciones pasadas, ejecucion del flujo, historial de ejecuciones
workflow: automations, flows, n8n, automation flow, zaps, scenario automation, automatic flow | automatizaciones, flujos, n8n, flujo automatico, automatismos, procesos automaticos
rule: automation rules, automatic rule | reglas, regla automatica, reglas de automatizacion
trigger: triggers, triggered by | disparadores
usage: usage records, usage report, consumed, usage summary | registros de uso, reporte de uso, uso de la cuenta
bucket: storage objects | archivos del bucket
sharelink: signed url, temporary link, presigned url, expiring link, share for, download link | url firmada, enlace temporal, link temporal, enlace de descarga, link de descarga, link que venza
file: object, objects, stored file, uploaded file, pdf file | archivos, ficheros, objeto, pdf, archivo subido
form: forms, contact form, web form | formularios, formulario de contacto, formulario web
submission: submissions, form submissions, form entries, form responses | respuestas del formulario, envios del formulario, lo que llenaron
audit: security log, access log, who changed what | registro de accesos, registro de cambios, quien cambio que
quota: limits, plan limits | limites
`;
