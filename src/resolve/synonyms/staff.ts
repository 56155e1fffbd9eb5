/** People at work: pay, time, absence, hiring; customers to be won; letters to many. One group a line: `concept: English | español`. */
export const staff = `
employee: co-worker, workforce, team mate, new hire, who is working, people in the office, people on staff | plantel, nomina, companeros de trabajo, gente en planilla, colaboradores
boss: boss, supervisor, line manager, team leader, reports to, head of, =manager, =managers | jefe, jefa, jefatura, supervisor, encargado, gerente, subgerente, a quien reporta, le reporta, reporta a
orgchart: hierarchy, reporting line, reports to, who reports to | jerarquia, a quien reporta, quien reporta a
vacation: annual leave, pto, paid time off, leave request, leave balance, holiday request, days left, absence request, maternity leave, parental leave, out of office, on holiday, on leave, on vacation, time off for, holiday left, holiday does | dias libres, dia administrativo, dias de descanso, permiso sin goce, permiso con goce, postnatal, prenatal, de vacaciones, anda de vacaciones, sale de vacaciones, pidio el dia, dias pendientes, progresivos, permisos, quiere libre, pide libre, dia libre para, dias le quedan
sickleave: sick leave, sick note, medical leave, sick day, called in sick, off sick, is sick, out sick, off ill, is ill, calls in sick, down with the flu | licencia medica, licencia, con licencia, esta enfermo, esta enferma, esta con licencia, reposo, reposo medico, con reposo, amanecio enfermo, amanecio enferma, se enfermo
attendance: clocked in, clocked out, clocking, punch in, punched in, worked hours, hours did, at work today, in the office today, came to work, came in late, was late, who is missing, missing today, timekeeping, turned up | marco entrada, marco salida, marcas de asistencia, reloj control, libro de asistencia, horas trabajo, vino a trabajar, vinieron a trabajar, vino a la oficina, no vino a trabajar, no marco, esta en la oficina, fichaje, fichar
shift: work schedule, who works on, works tomorrow, working tomorrow, working tonight, who is on, night shift, swap shifts, who is working on, who is on duty, who covers | malla de turnos, quien trabaja manana, trabaja manana, quien esta de turno, de turno, trabaja el, turno de noche, horario de trabajo, cambio de turno, le toca trabajar, a quien le toca, quien cubre
overtime: extra hours | sobretiempo
salary: pay stub, paycheck, payday, earns, how much does earn, net pay, gross pay, take-home pay, compensation | colilla, colilla de pago, recibo de sueldo, cuanto gana, sueldo liquido, sueldo bruto, sueldo base, planilla de sueldos, dia de pago
advance: salary advance, pay advance | anticipo, anticipo de sueldo, adelanto, adelanto de sueldo, suple
bonus: bonuses, incentive | gratificacion, incentivo
contract: employment contract, contract annex, fixed-term | contrato de trabajo, anexo de contrato, anexo, plazo fijo, indefinido
offboarding: termination, layoff, severance, resignation, quit the company, exit interview | renuncia, carta de despido, indemnizacion
candidate: applied, cv, curriculum, resume of, shortlisted, job seeker, applicant, position applied | curriculum, curriculum vitae, cv, postulo a, postularon a
job: job opening, job offer, job posting, hiring for, open position | oferta de trabajo, oferta laboral, puesto vacante, buscando gente, busqueda laboral, aviso de trabajo
interview: interview, job interview | entrevista, entrevistar, entrevista de trabajo
training: induction, course for staff | induccion, curso interno
evaluation: performance evaluation, one on one | desempeno, uno a uno
certificatework: employment certificate, proof of employment, seniority certificate, letter of employment | certificado laboral, certificado de antiguedad, antiguedad laboral, certificado de trabajo, constancia laboral, certificado de renta
pension: retirement, social security, pension contributions | cotizaciones, cotizacion previsional, previred, imposiciones, leyes sociales
accidentwork: work accident, injury, workplace injury, safety incident | accidente laboral, accidente del trabajo, mutual, achs, lesion, prevencion de riesgos
uniform: uniform, protective equipment, ppe | uniforme, epp, elementos de proteccion
birthdaystaff: birthdays this month, whose birthday | cumpleaneros, quien esta de cumpleanos, cumpleanos del mes
lead: hot lead, sales lead, potential client, inquiry, enquiry, interested party, asked about our prices, asked for a quote, wants to buy, keen on, interested in us | posible cliente, posibles clientes, contacto comercial, pregunto por precios, quiere comprar, le interesa, les interesa
deal: won deal, lost deal, closed won, closed lost, negotiation, sales pipeline | venta en curso, ganado, perdidos, cierre de venta
pipeline: sales stage | embudo de ventas, fase
quotation: estimate, pro forma, proforma | cotice, proforma, oferta comercial, cotizaciones
visitsales: sales visit, site visit, field visit | visita comercial, visita a terreno, visita en terreno, salida a terreno
campaign: email blast, mass mailing, mass email, marketing email, mailing | envio masivo, correo masivo, mailing, mailing masivo
emailcampaign: email blast, newsletter, mass email, marketing email | campana de email, correo masivo, newsletter, boletin
openrate: opened the email, opened the newsletter, opened it, opened our, clicked on, engagement | abrieron, abrieron el correo, abrio el correo, clic, hicieron clic, hizo clic, pincharon
mailinglist: subscriber list, audience, subscribers, recipients list | lista de suscriptores, audiencia, suscriptores, base de correos, suscritos
follower: subscribers | suscrito, suscriptores, suscritos
segment: target group | publico objetivo
unsubscribe: opted out, opt out, no longer wants to receive, stop sending, stop emailing, stop getting | se dio de baja, se dieron de baja, no quiere recibir, ya no quiere recibir, no quieren recibir, dejar de recibir, no le manden mas
referral: referral, refer a friend, recommended by | referido, recomendado por
meeting: appointment with, sit down with, stand-up, kickoff | comite, encuentro, junta de equipo
calendar: planner, what do i have, what have i got, my day, on my plate, what is on, whats on | que tengo hoy, que tengo manana, que tengo el, que hay en la agenda, mi dia, compromiso, me toca hoy
`;
