/** Bookkeeping, tax documents (Chile's among them), banks and staff. One group a line: `concept: English | español`. */
export const accounting = `
invoice: invoice, bill, billing document, tax document, receipt, e-invoice, sales invoice | factura, boleta, dte, documento tributario, documento electronico, factura electronica, boleta electronica, boleta de venta, facturar, factura exenta
creditnote: credit note, credit memo | nota de credito, notas de credito
debitnote: debit note | nota de debito, notas de debito
waybill: waybill, delivery note, dispatch guide, packing slip, bill of lading | guia de despacho, guias de despacho, guia, remito, carta de porte
folio: folio, document number, caf | folio, timbraje, caf, timbre
rut: rut, tax id, taxpayer number, tax identification, vat number, national id | rut, rol unico tributario, cuit, rfc, nif, identificador tributario, cedula
taxauthority: tax authority, irs, tax office | sii, servicio de impuestos internos, hacienda, afip, sat
taxreturn: tax return, vat return, f29 | declaracion de impuestos, f29, formulario 29, declaracion de iva
accounting: accounting, bookkeeping, ledger, general ledger | contabilidad, contable, libro mayor, libro contable
account: account, profile account | cuenta
journal: journal, journal entry, ledger entry, posting | asiento contable, diario, libro diario, asiento, apunte contable
transaction: transaction, movement, operation | transaccion, movimiento, operacion, cartola
expense: expense, spending, cost, outgoing, expenditure, spend | gasto, egreso, costo, rendicion, gastado, gastamos, gastando, consumo
income: income, earnings, profit, gain | ingreso, ganancia, utilidad, renta
budget: budget | presupuesto
debt: debt, overdue, outstanding, unpaid, owe, owes, owed, owing, receivable, due | deuda, moroso, vencido, impago, impaga, debe, deben, debemos, adeuda, por cobrar, morosidad, sin pagar
payable: payable, accounts payable | por pagar, cuentas por pagar
bank: bank, bank account | banco, cuenta bancaria, cuenta corriente, cuenta vista
statement: statement, bank statement, account statement | cartola, estado de cuenta, extracto, extracto bancario
reconciliation: reconciliation, reconcile, settle | conciliacion, conciliar, cuadrar, cuadratura
cheque: cheque, paper check, bank check | cheque
salary: salary, wage, payroll, payslip, pay slip | sueldo, salario, remuneracion, nomina, liquidacion de sueldo, planilla, liquidacion
employee: employee, staff, worker, personnel, staff member, headcount | empleado, trabajador, colaborador, personal, funcionario, dotacion
vacation: vacation, leave, time off, holiday, day off, absence, sick leave | vacacion, vacaciones, permiso, licencia, ausencia, feriado legal, dia libre, licencia medica
attendance: attendance, clock in, clock out, timesheet, time sheet, hours worked, time tracking | asistencia, marcacion, control horario, hoja de horas, horas trabajadas, marcaje
shift: shift, rota, roster | turno, jornada
contract: contract, agreement | contrato, acuerdo, convenio
candidate: candidate, applicant, job application | candidato, postulante, postulacion
job: job, vacancy, position, opening | vacante, cargo, puesto, empleo, trabajo
asset: asset, equipment | activo, activo fijo, equipo
credit: credit, loan, financing | credito, prestamo, financiamiento
insurance: insurance, policy | seguro, poliza
report: report, summary, overview, statistics, stats, metric, analytics, dashboard, figures, kpi, insight | reporte, informe, resumen, estadistica, metrica, analitica, panel, tablero, indicadores, cifras, numeros, rendimiento
fee: fee, commission, surcharge | comision, tarifa, recargo, cargo
cost: cost, billing, spend | costo, gasto
fiscalyear: fiscal year, fiscal period | ano fiscal, ejercicio, periodo contable
`;
