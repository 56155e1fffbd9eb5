/** What people ask assistants for and companies' APIs seldom do: known words, so that a sentence of them is not guessed at. */
export const elsewhere = `
weather: weather, forecast, rain, temperature, sunny, raining, umbrella | clima, pronostico, lluvia, temperatura, llover, llueve, llovera, va a llover, tiempo hace, tiempo hara, que tiempo, paraguas, soleado
joke: joke, funny story | chiste, broma
recipe: recipe, cook, cooking, bake | receta, cocinar, cocina, cocino, hornear
poem: poem, poetry, story, essay, song lyrics | poema, poesia, cuento, ensayo, cancion
football: football, soccer, match, league, world cup, score | futbol, partido, liga, mundial, seleccion, gol, marcador
music: music, song, playlist, album | musica, cancion, disco, lista de reproduccion
cinema: movie night, series, netflix | serie, cine, netflix
news: news, newspaper, headlines | noticia, noticias, diario, titulares
politics: president, election, government, politics | presidente, eleccion, gobierno, politica
trivia: war, capital of, century, king | guerra, capital de, siglo, rey
math: square root, equation, integral, derivative, multiply, divided by | raiz cuadrada, ecuacion, integral, derivada, multiplicar, dividido
medicine: symptom, headache, fever, doctor, medicine | sintoma, dolor de cabeza, fiebre, medico, remedio
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
`;
