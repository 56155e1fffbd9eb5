/** Clinics of people and of animals, pharmacies, insurers, beauty. One group a line: `concept: English | español`. */
export const health = `
appointment: appt, consultation, checkup, check up, medical visit, doctor visit, be seen, to be seen, gets seen, is seen, see the doctor, see the vet, see the dentist, sees today, seeing today, calendar, diary, to see the dentist, to see the doctor, to see the vet, to see a doctor, to see a dentist, =visit, =visits | hora con, hora para, horas tomadas, horas agendadas, consulta medica, atencion, atencion medica, atiende, atendera, atendido, visita, chequeo, control medico, control sano, citado, citada, turno medico, que lo vea el, que la vea el, tomar hora, pedir hora, sacar hora, pideme hora, tomame hora, atienden, agenda, agenda del doctor, ir al doctor, ir al medico, ir al dentista, ver al medico, ver al doctor
doctor: dr, vet, veterinarian, veterinary surgeon, dentist, therapist, psychologist, psychiatrist, nurse, surgeon, pediatrician, paediatrician, gp, midwife, physiotherapist, nutritionist, hygienist | dra, veterinario, dentista, odontologo, psicologo, psiquiatra, kinesiologo, kine, matrona, enfermera, terapeuta, pediatra, cirujano, nutricionista, oftalmologo, dermatologo, ginecologo, traumatologo, cardiologo, fonoaudiologo
clinic: health centre, medical center, doctor's office, veterinary clinic, dental practice | consulta dental, centro medico, cesfam, policlinico, sanatorio
pet: doggy, kitten, hamster, rabbit, parrot, canine, feline | perrito, gata, gatito, conejo, loro, canino, felino, michi, regalon
breed: species | especie
vaccine: vaccine, shot, jab, immunization, immunisation, booster, flu shot, rabies | vacuna, inmunizacion, refuerzo, antirrabica, antirrabia, inyeccion, carnet de vacunas, sextuple, octuple
prescription: prescribe, medicine, meds, drug, pill, dose, dosage, antibiotic, painkiller, treatment plan, ibuprofen, paracetamol, aspirin, syrup, capsule, tablets, amoxicillin, insulin | receta, remedio, farmaco, pastilla, comprimido, jarabe, antibiotico, analgesico, dosis, posologia, tratamiento, ibuprofeno, paracetamol, aspirina, amoxicilina, losartan, insulina, capsula, gotas, inhalador
labtest: lab, laboratory, blood test, x-ray, x ray, ultrasound, mri, biopsy, screening | examen de sangre, radiografia, ecografia, resonancia, scanner, biopsia, laboratorio, hemograma, perfil bioquimico
medicalrecord: medical history, health record, clinical record, patient file, diagnosis, diagnosed | historia clinica, historial medico, antecedentes medicos, antecedentes, diagnostico, diagnosticado, alergia, alergico
surgery: surgery, operating room | cirugia, intervencion quirurgica, pabellon
hospitalization: admission, hospitalization, admitted, inpatient, bed | hospitalizacion, internacion, cama
pharmacy: chemist, on-duty pharmacy | botica, farmacia de turno, drogueria
generic: generic medicine | bioequivalente, medicamento generico
voucher: health voucher | bono fonasa, bono de atencion, copago
grooming: grooming, dog grooming, groomer | peluqueria canina, bano y peluqueria, corte canino
boarding: kennel, pet boarding, pet hotel, day care | guarderia, hotel canino, hotel de mascotas
adoption: adopt, shelter, foster | adoptar, refugio, albergue
salon: salon, haircut, hairdresser, barber, barbershop, manicure, pedicure, massage, facial, waxing, spa, hair dye, nails, lashes, hair, cut my hair, hair cut, stylist, hair colour, highlights, beard, makeup | peluqueria, corte de pelo, peluquero, barbero, barberia, manicure, pedicure, masaje, depilacion, estetica, spa, pestanas, tintura, limpieza facial, pelo, cortarme el pelo, cortarse el pelo, cortar el pelo, cabello, barba, tinte, maquillaje, estilista
insurance: policyholder, policy holder | asegurado, compania de seguros
policy: insured sum, deductible, covered by | deducible, prima, monto asegurado, cubre, cubierto
claiminsurance: accident, collision, crashed into, car crash, hit my car, rear-ended, stolen, theft, robbery, burglary, fire damage, flood damage, broke into, broken into, took my, hit by | accidente, choque, choco, me chocaron, colision, robo, robaron, me robaron, incendio, denuncio de siniestro, denunciar un siniestro, danos, entraron a robar, choquen, se me quemo
premium: insurance premium | prima del seguro
healthinsurance: health plan | prevision de salud, obra social, eps, plan de salud
reimbursement: reimbursement, medical expense claim | reembolso, reembolso medico, bonificacion
`;
