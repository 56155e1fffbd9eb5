/** Houses to let and to sell, repairs, buildings with many owners. One group a line: `concept: English | español`. */
export const homes = `
property: realty, apt, flat, condo, condominium, townhouse, duplex, penthouse, cottage, home for rent, homes, place to rent, place to live, dwelling, office space, plot of land, bedroom flat | depto, dpto, depa, apartamento, monoambiente, inmobiliaria, bienes raices, vivienda, parcela, terreno, sitio eriazo, oficina en arriendo, duplex, corretaje
room: bedroom, bed, bathroom | dormitorio, ambiente, recamara, alcoba
lease: rental, tenancy, letting, sublet, for rent, rental contract | arrendar, en arriendo, renta, canon de arriendo, subarriendo
tenantrent: lessee, leaseholder, occupant | locatario, el que arrienda
landlord: landlord, landlady, lessor, homeowner, property owner | arrendador, casero, locador, dueno de casa, dueno del departamento
deposit: deposit, security deposit, rental deposit, down payment, bond | garantia, mes de garantia, deposito, deposito de garantia, abono inicial, fianza, caucion
expiry: expire, expiry, expiration date, lapse, run out, running out, end date, comes to an end, up for renewal, about to end, due to end, best before, shelf life, =ends, =ending, renewed | vencer, vencio, vencera, vencimiento, por vencer, caduca, expira, se acaba, se acaban, se termina, se terminan, =terminan, fin de contrato, termino de contrato, fecha de termino, vencido, vence, vencen
maintenance: maintain, repairman, handyman, broken, broke down, breakdown, broken down, out of order, not working, doesn t work, don t work, won t start, won t turn on, stopped working, faulty, leak, leaky, dripping, clogged, blocked drain, plumber, plumbing, electrician, damp, mould, mold, flooded, water coming, water damage, water leak, no hot water, no water, no power, power outage, drips, power is out | reparan, arreglo, refaccion, filtracion, gotera, gotea, goteando, gotean, fuga de agua, fuga de gas, fuga, agua cayendo, cae agua, cayendo agua, sale agua, entra agua, sin agua caliente, no hay agua caliente, sin agua, no hay agua, sin luz, no hay luz, roto, rota, se rompio, rompio, rompieron, se echo a perder, echada a perder, descompuesto, averia, desperfecto, tapado, tapada, se tapo, gasfiter, gasfiteria, plomero, fontanero, electricista, maestro chasquilla, cortocircuito, humedad, moho, hongos, inundado, no prende, no prenden, no enciende, no funciona, no funcionan, no sirve, no anda, dejo de funcionar, se corto la luz, se fue la luz, se llueve, se llovio, llueve adentro
technician: technician, repair person, mechanic | tecnico, mecanico, maestro
workshop: garage, car repair, repair shop, oil change, tune-up, brakes, mot | taller mecanico, cambio de aceite, revision tecnica, afinamiento, alineacion, balanceo, frenos, desabolladura
workorder: job sheet, service order, repair order | orden de servicio, orden de reparacion
warranty: under warranty | en garantia, cubre la garantia
commonexpense: common expenses, common charges, hoa fee, condo fee, service charge, maintenance fee | gasto comun, expensas, gastos del edificio, cuota de administracion, fondo de reserva
resident: resident, neighbour, neighbor, co-owner, homeowner | residente, copropietario, vecino, propietario
building: building, tower, condominium, block of flats | edificio, torre, condominio, comunidad, copropiedad
concierge: concierge, doorman, reception, front desk, gatekeeper, security guard | conserje, conserjeria, porteria, portero, recepcion, nochero, guardia de seguridad
commonarea: common area, common space, barbecue area, bbq area, bbq, party room, multipurpose room, swimming pool, pool, rooftop, laundry room, clubhouse | espacio comun, area comun, quincho, sala multiuso, sala de eventos, piscina, terraza, lavanderia, salon de eventos, club house, asado
visitlog: visitor log, visitor entry, visitors, expecting someone | registro de visitas, libro de visitas, visita anunciada, espero una visita
assembly: owners meeting, assembly, general meeting | asamblea, asamblea de copropietarios, acta de asamblea
noise: noise, noisy, loud music, nuisance | ruido, ruidos molestos, musica fuerte, molestias
viewing: viewing, open house, house viewing, property visit, show the house, show the flat, show house, show flat, look at the flat, look at the house, see the flat, see the house | visita a la propiedad, visitar la propiedad, mostrar el departamento, conocer el departamento, conocer la casa, ver la casa, ver el departamento, ver el depto, conocer el depto, mostrar la casa, mostrarle la casa
appraisal: property appraisal, valuation | tasacion, avaluo, tasar, avaluo fiscal
mortgage: mortgage, home loan | hipoteca, hipotecario, credito hipotecario, dividendo
moving: moving house, move-in, move-out, movers | mudanza, cambio de casa, mudarse
cleaning: cleaning, cleaner, cleaning lady, housekeeping | aseo, limpieza, personal de aseo, nana, mucama
incident: power outage, power cut, blackout, power is out, power s out, lights are out, lights out, in the dark, no electricity | corte de luz, corte de agua, apagon, se corto la luz, se fue la luz, se corto el agua, a oscuras, sin electricidad, sin suministro, corte de suministro, suministro, hay un corte
visitor: | dejar pasar, dejenlo pasar, dejenla pasar, viene a verme, espero visita
energy: electricity, power supply, kwh | luz, la luz, electricidad, suministro electrico
permit: permit, building permit, business permit, zoning | permiso, permiso de edificacion, patente comercial, permiso municipal, recepcion final
streetproblem: pothole, garbage, rubbish, litter, street light, street lamp, streetlight, sidewalk, stray dog, graffiti, fallen tree | hoyo, bache, basura, luminaria, farol, vereda, semaforo, perro vago, microbasural, rayado, arbol caido
`;
