/** People, companies and what is known of them. One group a line: `concept: English | español`. */
export const people = `
customer: customer, client, buyer, shopper, consumer, purchaser | cliente, clienta, comprador, consumidor, clientela
contact: contact, address book, phonebook | contacto, libreta de contactos, agenda de contactos
lead: lead, prospect, opportunity, deal, potential customer | prospecto, lead, oportunidad, cliente potencial, negocio, trato
pipeline: pipeline, funnel, stage | embudo, pipeline, etapa
company: company, organization, organisation, business, firm, enterprise | empresa, organizacion, compania, negocio, sociedad, firma
partner: partner, associate | socio, asociado, partner
user: user, account holder, login | usuario, usuaria, cuenta de usuario
member: member, participant, attendee, member list | miembro, integrante, participante, asistente, socio
team: team, squad, crew, group of agents | equipo, cuadrilla
role: role, position | rol, perfil, cargo
permission: permission, right, privilege, grant, access, acl, policy, authorization | permiso, derecho, privilegio, acceso, autorizacion, politica
agent: agent, support desk, support team, help desk, people answering, operator, support agent, representative, rep, executive | agente, operador, ejecutivo, asesor, vendedor, operadora
admin: admin, administrator, owner | administrador, admin, dueno, propietario
profile: profile, me, my account, who am i, myself, my profile, own account | perfil, mi cuenta, mi perfil, quien soy, mis datos
invitation: invitation, invite | invitacion, convite
avatar: avatar, picture, profile picture, profile photo | avatar, foto de perfil, imagen de perfil
driver: driver, chauffeur | conductor, chofer, conductora
passenger: passenger, rider | pasajero, pasajera
patient: patient | paciente
student: student, pupil | estudiante, alumno, alumna
guest: guest, visitor | huesped, invitado, visitante, visita
author: author, writer | autor, autora, escritor
follower: follower, subscriber | seguidor, suscriptor
password: password, passcode | contrasena, clave, password
session: session, login session | sesion, inicio de sesion
login: login, log in, sign in, signin, sign on | inicio de sesion, ingresar, iniciar sesion, acceso, entrar
signup: signup, sign up, registration | registro, inscripcion, alta
identity: identity, identification, id card | identidad, identificacion, carnet
signature: signature, sign, signing | firma, firmar
segment: segment, audience, cohort | segmento, audiencia, publico
affiliation: membership | afiliacion, membresia
sso: sso, single sign on, saml, oauth, identity provider | sso, inicio de sesion unico, saml, proveedor de identidad
mfa: mfa, two factor, 2fa, second factor, two-step | doble factor, segundo factor, verificacion en dos pasos
ban: ban, block, blacklist, ip ban | baneo, bloqueo, lista negra, veto
`;
