/** What is sold, ordered, priced, paid and sent. One group a line: `concept: English | español`. */
export const sales = `
order: order, purchase, sales order, purchase order | pedido, orden, orden de compra, encargo, compra, comanda, nota de venta
sale: sale, sold, selling, revenue, turnover, =takings | venta, vendido, vendida, vendimos, vendi, vende, vender, ingreso, facturacion, recaudacion
cart: cart, basket, shopping cart, bag | carro, carrito, cesta, canasta, carro de compra, carrito de compra
checkout: checkout, check out | checkout, finalizar compra
product: product, article, =goods, merchandise, item, sku, catalog item | producto, articulo, mercaderia, mercancia, sku, bien
variant: variant, variation | variante, variacion
catalog: catalog, catalogue, assortment, menu, range | catalogo, surtido, carta, menu
category: category, department | categoria, rubro, familia, departamento
brand: brand, manufacturer | marca, fabricante
stock: stock, inventory, on hand, availability, available quantity, units left | stock, inventario, existencia, disponibilidad, quiebre de stock, unidades disponibles, quedan
warehouse: warehouse, depot, storage location | bodega, almacen, deposito, galpon
store: store, shop, outlet, storefront, branch | tienda, local, sucursal, negocio, comercio
price: price, pricing, cost, rate, fare, how much, how much is, how much does, how much would, price list, worth, quote, estimate | precio, costo, coste, tarifa, valor, cuanto cuesta, cuanto vale, cuanto sale, cuanto cuestan, cuanto valen, cuanto me cobran, cuanto me cobrarian, cuanto me saldria, a cuanto, lista de precios, estimacion
discount: discount, reduction, promotion, promo, offer, deal, markdown | descuento, rebaja, oferta, promocion, promo, liquidacion
coupon: discount, coupon, voucher, promo code, discount code, promotion code | descuento, cupon, vale, codigo de descuento, codigo promocional
giftcard: gift card, gift certificate, gift voucher | tarjeta de regalo, gift card, giftcard
quotation: quotation, quote, proposal, sales quote, offer | cotizacion, presupuesto, propuesta, cotizar, cotizame
payment: payment, pay, paid, paying, settle, settlement, charge | pago, pagar, paga, pague, pagado, pagada, pagaron, abono, cobro, cobrar, cobra, cobrale, transferencia, cancelado
paymentmethod: payment method, means of payment, payment option, payment gateway | medio de pago, metodo de pago, forma de pago, medios de pago, metodos de pago, formas de pago, pasarela de pago
card: card, credit card, debit card | tarjeta, tarjeta de credito, tarjeta de debito
refund: refund, reimbursement, money back, reimburse, give back, chargeback | reembolso, devolucion, devolver, devuelve, devuelvele, reembolsar, reintegro, devolucion de dinero, devolver la plata, contracargo
return: return, returned goods, rma | devolucion, cambio, producto devuelto
dispute: dispute, chargeback, claim | disputa, contracargo, controversia, reclamo, desconocimiento
claim: claim, complaint | reclamo, queja, reclamacion, denuncia
subscription: subscribed, subscription, recurring payment, membership, preapproval, recurring charge | suscrito, suscrita, suscriptor, suscripcion, membresia, pago recurrente, cobro recurrente, abono mensual, mensualidad
plan: plan, tier, subscription plan | plan, planes, paquete
preference: checkout preference, payment link, payment button | link de pago, enlace de pago, boton de pago, preferencia de pago
payout: payout, withdrawal, disbursement, cash out | retiro, giro, liquidacion, desembolso, pago a terceros
installment: installment, instalment | cuota, mensualidad, cuotas
exchangerate: exchange rate, dollar rate, usd rate, observed dollar, conversion rate | tipo de cambio, dolar observado, valor del dolar, precio del dolar, cotizacion del dolar, a cuanto esta el dolar, paridad
uf: uf, unidad de fomento, uf value | uf, unidad de fomento, valor uf, valor de la uf
utm: utm, monthly tax unit | utm, unidad tributaria mensual, uta
indicator: indicator, economic indicator, index value | indicador, indicador economico, indice
inflation: inflation, cpi, consumer price index | inflacion, ipc, indice de precios
shipping: shipping, shipment, delivery, deliver, dispatch, ship, shipped, parcel, package, freight, courier, consignment, carrier | despacho, envio, entrega, reparto, despachar, despacha, encomienda, paquete, flete, bulto, transportista, delivery
tracking: tracking, tracking number, trace, track, whereabouts, where is | seguimiento, rastreo, rastrear, rastrea, numero de seguimiento, donde esta, donde va, por donde va, en que va
pickup: pickup, pick up, collect in store, click and collect | retiro, retiro en tienda, recogida, recoleccion
shippingzone: shipping zone, delivery zone, delivery area, shipping area | zona de despacho, zona de envio, zona de reparto, cobertura
shippingmethod: shipping method, delivery method, shipping option, shipping rate | metodo de envio, forma de despacho, metodo de despacho, tarifa de envio, costo de envio, costo de despacho
supplier: supplier, vendor, provider, seller, wholesaler | proveedor, vendedor, distribuidor, mayorista
purchasing: procurement, purchasing | adquisicion, abastecimiento, aprovisionamiento
wishlist: wish list, wishlist, favourites, favorites | lista de deseos, favoritos
review: review, rating, star rating, product review, opinion | resena, valoracion, calificacion, opinion, evaluacion, puntuacion, estrellas
bestseller: best seller, bestseller, best-selling, top seller, top sellers, sells most, most sold | mas vendido, mas vendida, mas vendidos, mas se vende, mas se venden, superventas
note: note, remark, annotation | nota, anotacion, observacion, apunte
tax: tax, vat, sales tax, tax rate, gst, duty, taxation | impuesto, iva, tributo, tasa de impuesto, gravamen, contribucion
receipt: receipt, proof of payment, sales slip, ticket | boleta, recibo, comprobante, voucher, comprobante de pago
terminal: terminal, point of sale, pos, card reader, point device | terminal, punto de venta, pos, maquinita, lector de tarjetas, caja
cashier: cash register, cash drawer, till | caja, caja registradora, arqueo
reservation: reservation, booking, book, booked | reserva, reservacion, reservar, reserva, agendar
ticket: ticket, admission, entry ticket, pass, entrance | entrada, boleto, ticket, pase, tiquet
seat: seat, place, spot | asiento, butaca, puesto, cupo
loyalty: loyalty, reward, loyalty point, reward point, loyalty program | fidelidad, fidelizacion, puntos acumulados, puntos de fidelidad, canje de puntos, recompensa, premio
affiliate: affiliate, referral, partner program | afiliado, referido
gift: gift, present | regalo, obsequio
bundle: bundle, kit, pack, combo | kit, combo, pack, lote
serialnumber: serial number, lot, batch | numero de serie, lote, partida
balance: balance, funds, credit left | saldo, balance, fondos, disponible
`;
