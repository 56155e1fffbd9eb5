/** Gyms, sports, events, museums, cinemas, giving. One group a line: `concept: English | español`. */
export const leisure = `
gym: gym, fitness, fitness center, fitness centre, health club | gimnasio, gym, centro deportivo, sala de musculacion
member: enrolled member, gym member, club member
checkin: entries today, came to the gym, went to the gym, came in, entered the gym, footfall, foot traffic, attendance count, turnout | afluencia, aforo, concurrencia, vinieron, entraron al gimnasio, vino al gimnasio, cuanta gente vino, cuanta gente entro
subscription: gym plan, gym membership, monthly fee, annual pass | cuota mensual, cuota del gimnasio, plan mensual, plan anual, pase mensual
workout: training plan, routine | rutina, pesas
trainer: personal trainer | entrenador personal, preparador fisico
locker: locker | locker, casillero, camarin
court: court, tennis court, padel court, pitch, football pitch, soccer field, basketball court, lane | cancha, cancha de tenis, cancha de padel, padel, futbolito, baby futbol, multicancha, pista de padel
match: played against, plays against | juega contra, jugaron contra, proximo partido
standing: league table, points table, in the table, first place, top of the league, leading the league | posiciones, va primero, va primera, primer lugar, lidera, puntero, puntera, en que lugar
tournament: championship | copa
event: concert, gig, festival, fair, conference, party event, ceremony, recital, talk by, anything special, anything on at, something on at, special on, the show, art show, still on | concierto, recital, festival, feria, conferencia, charla, ceremonia, tocata, matrimonio, celebracion, presentacion, lanzamiento del libro, algo especial, alguna actividad, que se puede ver, panoramas
exhibit: exhibition, painting, sculpture, masterpiece, permanent collection, art show, photography show | cuadro, escultura, pintura, obra de arte, muestra de arte, exposicion, que se puede ver
museum: art gallery, science center | galeria de arte
cinema: cinema, movie theater, movie theatre, screening, showtime, film showing, now showing | funcion, cartelera, sala de cine, estreno, pelicula en cartelera
theatre: theatre, theater, play at the theatre, opera, ballet | teatro, obra de teatro, opera, ballet, funcion
ticket: entrance fee, admission fee, season ticket, box office, ticket sale | pasaje, abono de temporada, boleteria, preventa
seat: row, aisle seat, window seat, seats | platea, galeria, ventana o pasillo
venue: hall, stadium, auditorium | sala, estadio, auditorio, salon
registrant: rsvp, signed up, who is coming, who is attending, guest list | confirmaron asistencia, quien viene, quienes vienen, lista de invitados
checkinevent: accreditation, badge, scan ticket | acreditacion, credencial
speaker: panelist | panelista, relator
donation: charity, gave money, give money, contributed | donar, dono, donaron, donativo, aporte, caridad, aporto, aportaron, cuanto aporto
fundraiser: crowdfunding | bingo, rifa, campana solidaria
photographer: photographer, photo shoot | fotografo, sesion de fotos
coworking: coworking, hot desk, desk booking | coworking, puesto de trabajo, escritorio compartido
meetingroom: meeting room, boardroom, conference room | sala de reunion, sala de juntas
`;
