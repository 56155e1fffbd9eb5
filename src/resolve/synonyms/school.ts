/** Schools, courses, libraries, nurseries. One group a line: `concept: English | español`. */
export const school = `
school: high school, kindergarten, nursery school, campus, academy, institute | liceo, jardin infantil, sala cuna, instituto, academia, preuniversitario, campus, establecimiento educacional
student: learner, schoolchild, classmate, freshman | educando, parvulo, universitario, companero de curso
guardian: guardian, parent, mother, father | apoderado, padre, madre, mama, papa, tutor legal
teacher: professor, lecturer, tutor, coach, trainer, educator | profe, maestro, instructora, educadora, entrenador, preparador fisico, catedratico, tutora
course: workshop, syllabus, maths, mathematics, biology, physics, chemistry, algebra, geography, literature, yoga, pilates, spinning, zumba, crossfit, swimming lesson, first grade, second grade, third grade, fourth grade, kindergarten | materia, catedra, diplomado, seminario, matematica, biologia, fisica, quimica, algebra, geografia, lenguaje, literatura, malla, yoga, pilates, spinning, zumba, crossfit, clase grupal, =taller, =talleres, primero basico, segundo basico, tercero basico, cuarto basico, primero medio, segundo medio, cuarto medio, kinder, prekinder
grade: =marks, score, gpa, grade point average, report card, transcript of grades, flunk, passing grade, how is doing in, how did do in, doing in | promedio, libreta de notas, informe de notas, concentracion de notas, promedio de notas, nota final, reprobado, aprobo el ramo, evaluacion escolar, como le fue, como le fue a, como le va en, que nota, que notas
attendance: absent, absentee, absence, skipped class, skipped, truant, missed class, came to class, present in class, no show, roll call, turned up, who came, late arrival | asistio, asistieron, ausente, inasistencia, falto, ha faltado, han faltado, llego tarde, llegaron tarde, presente, no vino, no vinieron, vinieron hoy, quien vino, quienes vinieron, pasar lista, pasa lista, lista de asistencia, atraso
enrollment: signed up for, admission to school, school admission, enrol, enroll, sign up, signing up | inscrito, admision escolar, matricular, meter a mi hijo, meter a mi hija
quiz: midterm, final exam, mock exam | certamen, solemne, control de lectura, ensayo paes, parcial
assignmenthomework: school assignment, essay due, coursework | guia de ejercicios, deberes
tuition: tuition, school fee | arancel, colegiatura, mensualidad del colegio, mensualidad escolar
scholarship: scholarship, bursary, grant | beca, gratuidad, becado, becada
certificatecourse: degree, certificate of enrolment, student certificate | titulo profesional, certificado de alumno regular, alumno regular, constancia de estudios
conduct: conduct, behaviour, behavior, detention, discipline | conducta, comportamiento, hoja de vida, convivencia escolar, anotacion negativa, suspension de clases
timetable: class timetable, class schedule, school timetable | horario de clases, bloque de clases
term: school term, semester, trimester, academic year | semestre, trimestre, ano escolar, ano academico
schoolbus: school bus | furgon escolar, transporte escolar, bus escolar
library: librarian, reading room | bibliotecario
loanbook: book loan, loaned, borrow, lend, lent, on loan, checked out books, overdue book, due back, take home, took home, taken home, renew my loan, still out | prestamo, prestado, en prestamo, devolucion de libro, libro atrasado, se llevo a la casa, se llevaron, pendientes de devolver, sin devolver, no ha devuelto, no han devuelto
book: novel, textbook, paperback, copy of the book | novela, texto escolar, ejemplar
schedule: class timetable, class schedule | horario de clases
`;
