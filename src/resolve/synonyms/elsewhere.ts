/** What people ask assistants for and companies' APIs seldom do: known words, so that a sentence of them is not guessed at. */
export const elsewhere = `
weather: weather, forecast, rain, temperature, sunny, raining, umbrella | clima, pronostico, lluvia, temperatura, llover, llueve, llovera, va a llover, tiempo hace, tiempo hara, que tiempo, paraguas, soleado
joke: joke, funny story, riddle, tell me a story | chiste, broma, adivinanza, cuentame un cuento, cuentame una historia
recipe: recipe, cook, cooking, bake | receta, cocinar, cocina, cocino, hornear, receta de, recetas de, receta para
poem: poem, poetry, story, essay, song lyrics | poema, poesia, cuento, ensayo, cancion
football: football, soccer, match, league, world cup, score | futbol, partido, liga, mundial, seleccion, gol, marcador
music: music, song, playlist, album | musica, cancion, disco, lista de reproduccion
cinema: movie night, series, netflix | serie, cine, netflix
news: news, newspaper, headlines | noticia, noticias, diario, titulares
politics: president, election, government, politics | presidente, eleccion, gobierno, politica
trivia: war, capital of, century, king, who painted, who invented, tallest, eiffel tower, how tall is, how old is, distance to the moon | guerra, capital de, siglo, rey, quien pinto, quien invento, quien descubrio, la torre eiffel, que significa, cuantos habitantes
math: square root, equation, integral, derivative, multiply, divided by | raiz cuadrada, ecuacion, integral, derivada, multiplicar, dividido
medicine: symptom, headache, fever, doctor, medicine, cold, flu, knee hurts, hurts, toothache, stomach ache, hangover | sintoma, dolor de cabeza, fiebre, medico, remedio, gripe, resfrio, duele, me duele, dolor de, muela, cana, tos, acidez
horoscope: horoscope, zodiac | horoscopo, zodiaco, signo
clocktime: what time is it | que hora es
homework: homework | tarea escolar
restaurant: restaurant, pizza, sushi | restaurante, restoran, pizza, sushi, almuerzo
flightsearch: flight, flights | vuelo, vuelos
capital: capital | capital
planet: moon, planet, sun, star system | luna, planeta, sol
love: love, girlfriend, boyfriend | amor, novia, novio, polola, pololo
exercise: workout, gym, diet | ejercicio, gimnasio, dieta
programming: python, javascript, code for me | python, javascript
lottery: lottery | loteria, loto, kino
dream: dream | sueno, sonar
car: tire, engine | neumatico, motor
greeting: greeting, how are you, good morning, good night, merry christmas, happy birthday, have a nice day | saludo, saludos, que tal, como estas, como amaneciste, como te va, buenos dias, buenas tardes, buenas noches, feliz navidad, feliz cumpleanos
thanks: that is all, that s all, that was all, never mind | eso era todo, eso es todo, nada mas, olvidalo, no te preocupes
sports: who won, who is playing | quien gano, quien juega, quienes juegan
advice: what goes with, which one is better, pros and cons | que puedo tomar, que me tomo, que me recomiendas, cual es mejor, que opinas
units: miles, kilometres, kilometers, celsius, fahrenheit, in inches | millas, kilometros, pulgadas, fahrenheit
personal: my computer, my laptop, my tv, my wife, my husband, my grandmother | mi computador, mi notebook, mi tele, mi celular, mi esposa, mi marido, mi abuela
tv: tv, television, tv set | tele, televisor, television
stove:  | cocinilla
fridge: refrigerator, freezer | refri
washer: dryer | lavavajillas, secadora
curtain: curtain, blinds | persiana
doorbell: doorbell | 
sofa: armchair | 
lawn: lawn, grass | pasto, cesped
flower: flower, rose, bouquet | flor, rosa, ramo de flores
tree: oak, pine tree | pino
river: river, lake, ocean, beach | rio, lago, oceano, playa, mar
mountain: mountain, hill | montana
elephant: elephant, lion, tiger, fox, bear, wolf, whale, shark | elefante, leon, tigre, zorro, oso, lobo, ballena, tiburon
bird: bird, penguin | pajaro, pinguino
horse: horse | caballo
mother: mom, mum, dad | viejita
grandmother: grandmother, grandma, grandfather, grandpa | abuela, abuelo, abuelita
son: baby, toddler | 
brother: brother, sister, cousin, uncle, aunt, nephew, niece | hermano, hermana, tio, tia, sobrino, sobrina
wife: wife, husband, wedding | esposa, esposo, marido, boda
knee: knee, elbow, shoulder, stomach, belly, throat, tooth | rodilla, codo, hombro, estomago, guata, garganta, diente
hungry: hungry, thirsty, sleepy | hambre, sed, me da sueno
milk: butter, yogurt | mantequilla, yogur
vegetable:  | papas fritas
beer: whisky | pisco
soup: sandwich, hamburger, empanada | sandwich, hamburguesa, empanada
mud: mud, snow, ice, sand | barro, nieve, arena
toilet: bathtub, sink unit | wc, tina
guitar: guitar, piano, drums | guitarra, piano, bateria musical
dinosaur: dinosaur, volcano, pyramid | dinosaurio, piramide
tower: skyscraper | torre eiffel, rascacielos
magic: magic trick, ghost, witch | truco de magia, fantasma, bruja
birthdaycake: birthday cake, balloon | torta de cumpleanos, globo
umbrella: sunscreen, sunglasses | protector solar, lentes de sol
lipstick: lipstick | labial
toy: doll, puzzle, lego | muneca, rompecabezas, lego
`;
