/** Payments, bills, taxes and books, as people speak of them. One group a line: `concept: English | español`. */
export const money = `
payment: has paid, deposited, money received, money in, instalment paid, remitted, bounced payment, declined card | pago de, depositaron, cancelo la cuota, transfirio, transfirieron, me transfirieron, plata que llego, ingreso de plata, deposito
paymentmethod: pay by, pay with, cash, pay in cash, accepts cards, webpay, paypal | efectivo, al contado, webpay, redcompra, transbank, pago en efectivo, con que se puede pagar, cheque o tarjeta, contra entrega
paymentlink: payment link, pay link, link to pay, checkout link | link de pago, enlace de pago, link para pagar, enlace para pagar, boton de pago, qr de pago
preference: pay link, link to pay, checkout link, link so that, pay online, where he can pay, where she can pay, where they can pay, url to pay, somewhere to pay | link para pagar, enlace para pagar, para que pague, para que me pague, para que pueda pagar, pague en linea, pagar en linea, cobrar en linea, donde pague, donde pueda pagar, donde pagar, por donde pagar, para pagar con tarjeta
debt: debtor, in debt, late with, late on, behind on, behind with, behind on payments, arrears, delinquent, defaulters, unpaid bill, outstanding balance, has to pay, have to pay, dunning, we owe, do we owe, accounts receivable, dues, owes us money | deudor, debiendo, mora, atrasado con, atrasada con, atrasado en el pago, cobranza, saldo pendiente, saldo deudor, tiene que pagar, tienen que pagar, tengo que pagar, hay que pagar, debe pagar, no paga, no pagan, no pago, le debemos, cuentas por cobrar, atraso, cuanto debe
installment: pay in installments, payment plan | en cuotas, plan de pago, repactar, pagar en cuotas
invoice: e-receipt, billed, the bill, their bill | boleta de honorarios, factura de compra, documento tributario electronico, emitio factura, factura afecta
receipt: payment receipt | comprobante de transferencia, ticket de compra
creditnote: void the invoice | nc
feebill: fee invoice, freelancer invoice | boleta de honorarios, honorarios, bhe, retencion de honorarios
taxreturn: income tax, income tax return, yearly return, annual return, monthly return, tax filing, file taxes, file our taxes, do our taxes, f22, form 29, form 22 | declaracion de renta, declaracion anual, declaracion mensual, f22, formulario 22, operacion renta, la renta, renta, declarar, declara, declaracion jurada, dj 1879, ppm
taxauthority: internal revenue, revenue service, tax agency | impuestos internos, servicio de impuestos, dian, sunat, fisco, tesoreria, tgr
tax: taxes, withholding, withheld, tax due | retencion, ppm, iva debito, iva credito, credito fiscal
rut: tax number, company number, national id number | cedula de identidad, carnet de identidad, rut de la empresa
folio: document numbers left | folios disponibles
purchasebook: purchase ledger, sales ledger, vat book | libro de compras, libro de ventas, registro de compras y ventas, rcv, registro de compras
expense: expense report, expense claim, spent, spent on, spend on, petty cash | gasto en, se gasto, rendicion de gastos, rendir, rendir gastos, viatico, fondo por rendir
income: revenue, margin | margen, lucro, rentabilidad
bank: checking account, savings account | cuenta rut, cuenta de ahorro
transaction: bank movement, card movement | movimientos bancarios
statement: | cartola bancaria
transfer: wire transfer, send money | transferencia bancaria, depositar, depositale
reconciliation: match payments, unmatched | calzar, descuadre
budget: over budget
payable: bills to pay, we owe, do we owe, bills due | facturas por pagar, debemos, cuanto le debemos, le debemos, les debemos, tenemos que pagar
receivable: receivable, accounts receivable | por cobrar, cuentas por cobrar, facturas por cobrar
cashflow: cash position, runway, liquidity | flujo, caja proyectada, liquidez
profitloss: loss, net profit | perdida, utilidad neta, resultado del mes, eerr
report: breakdown, totals by, how did we do, how are we doing, summary of, month end | numeros del mes, desglose, desempeno, como nos fue, como vamos, como andamos, como cerramos, resumen del mes, cierre de mes, balance del mes
fee: charge, tariff, dues | arancel, cobro, cuanto cobran, derecho de
price: fee, tariff | arancel
check: cheque, postdated cheque | cheque, cheque a fecha, chequera
loan: lending, borrow money, credit line, line of credit | credito de consumo, linea de credito, avance
dispute: unrecognized charge, unauthorized charge | desconoce el cargo, desconocio el cargo, desconocio la compra, cargo no reconocido, cobro no reconocido, no reconoce
fraud: fraudulent, suspicious, scam | fraudulento, sospechoso, estafa, clonada
subscription: autopay, automatic payment, recurring bill, standing order, trial, free trial | pago automatico, cargo automatico, cobro mensual, plan contratado, prueba gratis, periodo de prueba, renovacion automatica, suscritos, suscriptores
notary: notary, notarized, deed | notaria, escritura, notarial
tender: public tender, request for proposal, rfp | mercado publico, chilecompra, compra agil, propuesta publica
utilitybill: utility bill, electricity bill, water bill, gas bill, phone bill | cuenta de la luz, cuenta del agua, cuenta del gas, cuenta de servicios, boleta de la luz, boleta del agua
meter: meter reading, usage reading | lectura del medidor, remarcador
taxrate: tax rate, tax percentage, percentage of tax, how much tax | tasa de iva, porcentaje de impuesto, porcentaje de iva, cuanto impuesto, cuanto iva
`;
