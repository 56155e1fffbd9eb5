/** Fields, crops and animals. One group a line: `concept: English | español`. */
export const farm = `
farm: ranch, orchard, vineyard, greenhouse, farmland | granja, huerto, vinedo, invernadero, hacienda, estancia, finca, chacra, agricola
plot: plot, paddock, field block, acre, hectare | cuartel, potrero, parcela, hectarea, hilera, sector de riego
harvest: harvest, pick, crop yield, yield, reap, vintage | cosecha, recolectar, recogimos, vendimia, rendimiento por hectarea, rinde, zafra
picking: pick
plant: tree, seedling | frutal, hortaliza, arbol
irrigation: irrigation, watered, sprinkler, drip irrigation, water the plot, water the plants, water the field | riego, regar, regado, regamos, aspersor, riego por goteo
sowing: sow, sowing, seed, planting | siembra, sembrar, semilla, plantar, plantacion
spraying: fertilizer, fertiliser, pesticide, herbicide, spray, pest, fumigation, agrochemical | fertilizante, plaguicida, pesticida, herbicida, fumigar, aplicacion fitosanitaria, plaga, agroquimico
livestock: livestock, cattle, cow, calf, bull, sheep, goat, pig, hen, chicken, poultry, herd, milking, litres of milk, liters of milk | ganado, vaca, ternero, toro, novillo, oveja, cabra, cerdo, chancho, gallina, pollos, rebano, lecheria, leche, vacuno, ganaderia, arete, litros de leche
soil: soil, soil moisture | suelo, humedad del suelo
weatherstation: weather station, rainfall, frost | estacion meteorologica, helada, milimetros de lluvia
seasonworker: seasonal worker, day labourer, picker | temporero, jornalero, cosechero
`;
