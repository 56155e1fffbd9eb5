/** Restaurants, cafés, hotels and what is served and reserved there. One group a line: `concept: English | español`. */
export const hospitality = `
table: table
reservation: reserve a table, table booking, table reservation, dinner reservation, coming to dinner, coming for dinner, coming for lunch, coming to lunch, dinner for, lunch for, eat with us, dining with us | reserva de mesa, vienen a cenar, viene a cenar, vienen a comer, viene a comer, vienen a almorzar, comen con nosotros, cenan con nosotros
guest: diner, party, party size, party of, pax, let in, let him in, let her in, let them in, coming over, expecting someone | comensal, pasajero, dejen pasar, que la dejen pasar, que lo dejen pasar, que lo dejen entrar, que la dejen entrar, dejar pasar, viene a verme, viene a verlo, espero visita, espero una visita
dish: menu, starter, appetizer, dessert, main course, side dish, today special, special of the day, set menu, lunch menu, what is for lunch, soup, salad | menu, menu del dia, carta, postre, entrada del menu, plato de fondo, colacion, especial del dia, sopa, ensalada, que hay de almuerzo, que hay para comer
food: lunch, dinner, breakfast, brunch, supper, snack | almuerzo, cena, desayuno, merienda, cenar, almorzar, comer
diet: allergen, allergy, gluten, gluten-free, gluten free, vegan, vegetarian, lactose, dairy-free, celiac, nuts | alergeno, alergia, gluten, sin gluten, vegano, vegetariano, celiaco, lactosa, sin lactosa
waiter: waiter, waitress, waitstaff, bartender, barista | garzon, mesero, mozo, camarero, barman, barista
kitchen: chef, cook, kitchen order | chef, cocinero, comanda de cocina
tip: tip, gratuity | propina
tab: tab, check please, table bill, split the bill, the check, the bill, pay the bill, their bill | cuenta de la mesa, cerrar la mesa, pedir la cuenta, dividir la cuenta, pide la cuenta, piden la cuenta, traeme la cuenta
takeaway: takeaway, take away, takeout, take out food, to go order | para llevar, para servir
hotel: hostel, inn, motel, b&b, cabin | hostal, hosteria, cabana, residencial, motel, posada
room: suite, double room, single room, twin room | suite, habitacion doble, habitacion simple, pieza doble
stay: =nights, overnight | =noches, hospedar, pernoctar
checkin: checkin, checked in, check ins, arrivals | llegadas, ingresos del dia
checkouthotel: check-out, check out, checked out, checkout, departures | check-out, check out, salida del hotel, deja la habitacion, dejan la habitacion
occupancy: occupancy, occupied, full house, fully booked, vacancy rate | ocupacion, lleno, porcentaje de ocupacion, ocupado
housekeeping: housekeeping, bed linen, make up the room, clean room, dirty room, room cleaning, towel | aseo de la habitacion, sabanas, hacer la pieza, pieza sucia, habitacion sucia, mucama, limpieza de habitacion, toalla
roomservice: room service, minibar, wake-up call | servicio a la habitacion, frigobar, minibar
tour: tour, excursion, guided tour, sightseeing, guide | tour, excursion, visita guiada, paseo, guia turistico, recorrido
waitlist: waitlist, waiting list, wait list | lista de espera
`;
