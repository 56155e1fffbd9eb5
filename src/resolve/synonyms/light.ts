/** Words that say little of what is meant: times, amounts, order. One group a line: `concept: English | español`. */
export const light = `
today: today, tonight, this morning | hoy, esta tarde, esta manana
tomorrow: tomorrow | manana
yesterday: yesterday, last night | ayer, anteayer, anoche
week: week, weekly, weekend, evening, afternoon, morning, night, noon, midnight | semana, semanal, fin de semana, noche, tarde, madrugada, mediodia
month: month, monthly, january, february, march, april, june, july, august, september, october, november, december | mes, meses, mensual, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre
year: year, yearly, annual | ano, anual
weekday: monday, tuesday, wednesday, thursday, friday, saturday, sunday | lunes, martes, miercoles, jueves, viernes, sabado, domingo
hour: hour, minute, second, moment | hora, minuto, segundo, momento
last: last, latest, recent, newest, most recent, current | ultimo, ultima, reciente, mas nuevo, actual, vigente
first: first, oldest, earliest, next | primero, primera, proximo, proxima, siguiente
all: all, every, everything, each, complete, full, whole, entire | todo, toda, cada, completo, completa, entero
some: some, any, few, several, another, other | alguno, alguna, algun, varios, varias, otro, otra, unos, unas
more: more, most, less, least, top, best, worst | mas, menos, mayor, menor, mejor, peor
big: big, large, small, cheap, expensive, long, short, great, fast, slow | grande, chico, pequeno, barato, caro, largo, corto, rapido, lento
changedmind: change mind, changed his mind, changed her mind, changed their mind | se arrepintio, cambio de opinion
general: general, usual, common | general, comun, corriente
good: valid, still valid, ready, lista, listo, good, bad, right, wrong, correct | bueno, malo, bien, mal, correcto
quantity: quantity, amount of, count of | cantidad
number: number | numero, nro
one: one, two, three, four, five, ten, hundred, single | uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, cien, mil, solo
thing: thing, stuff, something, anything | cosa, algo, asunto
way: way, kind, sort of | manera, modo, forma
fresh: fresh | fresco, recien
available: available, existing, current, active, actual, live | disponible, existente, vigente, actual
now: now, right now, currently, already, still, yet, again, soon, immediately | ahora, ya, todavia, aun, de nuevo, actualmente, altiro, al tiro, inmediatamente
people: people, everyone, everybody, someone, somebody, guys | gente, alguien, todos, nadie
active: active, enabled, running | =activo, =activos, =activas, =habilitado
received: received, receive, got, get, incoming, arrived, came | recibido, recibida, recibimos, recibir, recibio, recibieron, llego, llegaron, entraron, entro
charge: in charge of, responsible for | a cargo de, encargado de
pending: pending, under way, in progress | pendiente, en curso, en proceso
called: called, named, titled | llamado, llamada, se llama, nombre
detail: detail, details, information, info, data | detalle, detalles, informacion, dato, datos, ficha
id: id, identifier, code | id, identificador, codigo
help: help | ayuda, ayudame, ayudar
trouble: trouble | drama, lio
here: here, there | aqui, aca, ahi, alla
own: own | propio, propia
field: field, value | campo
please: let me | =dejame, =dejeme, permiteme
`;
