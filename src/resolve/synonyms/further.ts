/** Further words that name what a sentence is about. One group a line: `concept: English | español`. */
export const further = `
purchase: purchased, bought, buy | comprado, compre, compro, comprar
customerservice: customer service, support, helpdesk, help desk | atencion al cliente, soporte, mesa de ayuda, servicio al cliente
newsletter: newsletter | boletin
delivererror: undelivered, bounced, bounce | rebotado, no entregado, rebote
download: download link | enlace de descarga
exhibit: exhibit, artwork, collection | obra, coleccion, pieza
promotion: advertising, ad, ads, advert | publicidad, anuncio, aviso publicitario
brandkit: logo | logo, logotipo
theme: theme, appearance | tema, apariencia
usage: usage, consumption, utilization, quota used | uso, consumo, utilizacion
group: group, usergroup, user group | grupo
email: email, e-mail, mail, email address | correo, email, mail, correo electronico
phone: phone, telephone, mobile, cell, phone number, number | telefono, celular, movil, fono, numero de telefono
presence: presence, online status, availability, online, who is connected | presencia, conectado, en linea, disponibilidad
location: location, place, position, gps, coordinates, geolocation, where, whereabouts, where is, where are, where s | ubicacion, lugar, posicion, coordenada, localizacion, geolocalizacion, donde esta, donde va, donde anda, por donde va, por donde anda, paradero actual
region: region, state, province, datacenter, data center, location | region, provincia, centro de datos
`;
