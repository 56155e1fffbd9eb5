/** Shops and warehouses, as their people speak. One group a line: `concept: English | español`. */
export const shop = `
order: order number, my order, what was ordered, backorder, preorder, pre-order, open orders | orden de pedido, preventa, pedidos entrantes
sale: closed sale, receipts of the day, made today, make today, earned today, brought in, bring in more, how much came in | ventas del dia, ingresos por venta, vendemos por, facturado este mes, ticket promedio, caja del dia, entro mas plata, cuanta plata entro, cuanto entro
product: stuff we sell, model of | cosas que vendemos, referencia, modelo del producto
stock: remaining, left over, do we have any, have any more, supply, stockroom, how many do we have, how many are there | remanente, cuanto queda, cuantos quedan, cuantas quedan, cuantos nos quedan, cuantas nos quedan, cuantas hay, queda algo, quedan de, tenemos en stock, en existencia, hay en bodega, nos sobran, sobran
lowstock: below minimum, minimum stock, short of, reorder, need to reorder, about to run out, =out of | falta reponer, hay que reponer, hay que pedir, hay que comprar, por debajo del minimo, stock minimo, se nos acabara, se nos acaba, quedamos sin, sin stock
stockmovement: stock movement, stock transfer, stock adjustment, goods receipt, received goods, shrinkage, write-off, spoilage, breakage, went off, went bad, spoiled, got broken, perished, lost units | movimiento de stock, movimiento de bodega, traspaso entre bodegas, ajuste de inventario, recepcion de mercaderia, entrada de mercaderia, ingreso de mercaderia, llego mercaderia, merma, perdida de inventario, quebraron, se quebraron, se quebro, se rompieron, se echaron a perder, se echo a perder, se vencieron, se perdieron, se pudrieron
warehouse: stockroom, storeroom, fulfillment center, distribution center | centro de distribucion, cd
store: location, showroom, kiosk, stall, branches | kiosco, showroom, puesto de venta
supplier: manufacturer, who supplies, buy from, =importer, sells us, sell us, we buy from, do we buy from | quien nos vende, quien nos provee, quien nos abastece, le compramos, les compramos, =importador, le compramos a, a quien le compramos, nos abastece, nos surte
price: list price, retail price, wholesale price, price tag, rrp, price range, what is it worth, asking price, come to, would come to, would cost, how much it would | precio de lista, precio mayorista, precio al detalle, valor unitario, a cuanto sale, cuanto piden, vale, valen, cuesta, saldria, saldrian, le saldria, le saldrian, costaria, costarian, cuanto saldria
discount: sale price, clearance, bargain, cyber, black friday, two for one, special price, off by, off with, off until, off when, off if, percent off | dcto, remate, cyber, dos por uno, precio especial, por ciento menos, por ciento de descuento
giftcard: store credit | credito de tienda, saldo a favor
refund: give money back, charged twice, double charge, overcharged, wrong charge, brought back, get the money again, charged him twice, charged her twice | devolucion de la plata, devolucion del dinero, devolver el dinero, cobro doble, cobraron dos veces, cobro de mas, cobraron de mas, extorno, cobramos dos veces, le cobramos dos veces, cobro dos veces
return: exchange, send back, sent back, swap, bring back, wrong size, does not fit, doesn t fit, brought back, bring it back, took back, take it back | devuelto, cambio de talla, cambiar por, no le quedo, no me quedo, talla equivocada, traer de vuelta, ticket de cambio, trajo de vuelta, vino a cambiar, vino a devolver
claim: grievance, damaged, arrived broken, arrived damaged, defective, wrong item, wrong product, missing item, incomplete order, bad service, poor service, rude, never arrived, dissatisfied, not happy | descontento, disconforme, danado, danada, defectuoso, quebrado, roto, rota, llego roto, llego malo, llego mala, llego quebrado, producto equivocado, pedido equivocado, llego otra cosa, incompleto, falto un, faltaba, falta un producto, mala atencion, mal servicio, mal atendido, mal atendida, no llego, nunca llego, sernac, libro de reclamos
review: comments about, one star, two stars, five stars, bad reviews, bad review | recomiendan, una estrella, dos estrellas, cinco estrellas, malas criticas, critica, criticas
customer: patron, regulars, frequent customer, account holder | cliente frecuente, casera, caserita
loyalty: points, loyalty card, stamps, cashback | club de puntos, programa de puntos, canjear, sellos, cashback, =puntos
cart: abandoned cart, abandoned checkout | carrito abandonado, carro abandonado
picking: prepare orders, pack order, to be packed | preparar pedidos, empacar, embalar, embalaje, por preparar
serialnumber: batch number, lot number, traceability | numero de lote, trazabilidad
barcode: scan code, ean, upc | ean
purchaseorder: purchase order, order from supplier, po, restock order | orden de compra, oc, pedido al proveedor, compra a proveedor
bestseller: top selling, top 10, most requested, what sold most, sold the most, worst seller, biggest hits, hits, bestselling, sell the most, sells the most, favourites of | se vendio mas, lo mas vendido, vende mas, se vendieron mas, ranking de ventas, mas cotizado, menos vendido, top 10, hit de ventas, hits, los mas cotizados, que mas sale, mas salidores
cashier: cash up, cash count, petty cash, open the till, close the till, end of day close | cierre de caja, apertura de caja, cuadre de caja, cuadrar la caja, arqueo de caja, abrir caja, cerrar caja, caja chica, vuelto
laundry: laundry, dry cleaning, garment, ironing, ironed, wash and fold, stain, suit cleaned | lavanderia, tintoreria, lavaseco, planchado, =prendas, planchar, planchada, lavado, lavada, mancha, terno
rentalitem: equipment rental, tool rental, rented equipment | arriendo de equipos, arriendo de herramientas, equipo arrendado
shippingzone: deliver to, deliver there, ship there, would deliver, do you deliver | despachan para, despachamos para, les llega, llega hasta, llegamos a, llegan hasta, reparten en, reparten a, hacen envios a
`;
