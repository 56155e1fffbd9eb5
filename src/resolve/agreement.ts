/** How well what a sentence wants done agrees with what a capability does. */

/** Actions that change nothing. */
const reading = new Set([
  'list',
  'get',
  'search',
  'count',
  'track',
  'compare',
  'calculate',
  'sort',
  'summarize',
  'analyze',
]);
/** Actions that may change something or not: a capability says by its hints which. */
const either = new Set([
  'download',
  'export',
  'verify',
  'test',
  'translate',
  'transcribe',
  'convert',
  'scan',
  'print',
  'log',
  'pull',
  'rate',
  'apply',
  'run',
]);

/** Actions that are done to everything: alone they tell nothing of what is meant. */
const general = new Set([
  'list',
  'get',
  'search',
  'count',
  'create',
  'update',
  'delete',
  'send',
  'open',
  'request',
  'apply',
  'test',
]);

/** Pairs that can stand for each other, and how well. Every line: `action: another weight, …`. */
const near = `
create: send 0.7, upload 0.85, invite 0.85, schedule 0.85, reserve 0.9, buy 0.8, order 0.95, request 0.95, import 0.7, copy 0.6, start 0.65, publish 0.65, subscribe 0.75, charge 0.75, pay 0.7, record 0.75, connect 0.7, install 0.7, reply 0.75, tag 0.75, call 0.85, deploy 0.75, backup 0.85, build 0.7, rotate 0.6, refund 0.65, share 0.7, react 0.8, pin 0.6, log 0.9, remind 0.8, ban 0.6, configure 0.7, sign 0.6, rate 0.85, update 0.45, activate 0.55, ship 0.7, join 0.6, run 0.6, assign 0.6, notify 0.65
open: create 0.85, get 0.8, search 0.75, list 0.75, start 0.7, reopen 0.7, update 0.55, schedule 0.6
update: configure 0.95, assign 0.75, move 0.75, activate 0.8, deactivate 0.8, pause 0.8, resume 0.8, close 0.8, reopen 0.8, mark 0.95, rotate 0.7, cancel 0.75, schedule 0.6, reschedule 0.9, scale 0.85, approve 0.75, reject 0.75, archive 0.7, unarchive 0.7, tag 0.75, pin 0.6, restore 0.55, mute 0.7, apply 0.75, lock 0.7, unlock 0.7, unassign 0.75, connect 0.6, sync 0.6, install 0.5, stop 0.5, start 0.5, publish 0.6
delete: cancel 0.45, purge 0.9, kick 0.9, uninstall 0.9, unsubscribe 0.85, disconnect 0.75, archive 0.5, unpin 0.85, unassign 0.7, leave 0.6, stop 0.5, close 0.4, unban 0.6
send: notify 0.95, tell 1, reply 0.9, forward 0.7, ship 0.6, publish 0.6, share 0.7, upload 0.6, remind 0.7, invite 0.6, call 0.4, broadcast 0.9, push 0.8
cancel: stop 0.7, refund 0.5, close 0.6, deactivate 0.6, unsubscribe 0.85, reject 0.5, pause 0.5, restore 0.3
charge: pay 0.85, bill 0.9
pay: buy 0.6, withdraw 0.5, charge 0.85
start: run 0.85, activate 0.75, resume 0.75, restart 0.6, deploy 0.6, call 0.5, record 0.5
stop: deactivate 0.75, pause 0.75, leave 0.4, close 0.5, restart 0.4
restart: start 0.6, rotate 0.4, retry 0.6
run: retry 0.75, test 0.75, deploy 0.6, build 0.6, call 0.5, schedule 0.4
activate: resume 0.85, publish 0.7, install 0.6, subscribe 0.5
deactivate: pause 0.8, uninstall 0.5, archive 0.5
buy: order 0.95, reserve 0.85, request 0.8
order: request 0.95, reserve 0.85, buy 0.95
reserve: schedule 0.95, request 0.85
request: schedule 0.7, call 0.5
deploy: publish 0.9, build 0.75, run 0.6
publish: upload 0.5, activate 0.7
upload: import 0.8, send 0.5
download: export 0.95, get 0.85, list 0.7, search 0.7
export: get 0.7, list 0.7, search 0.7
get: verify 0.75, track 0.95, log 0.5, calculate 0.9, compare 0.7, transcribe 0.4, test 0.4, rate 0.5
calculate: search 0.8, list 0.8
verify: test 0.7, search 0.7, list 0.6
track: list 0.9, search 0.9
ban: kick 0.6, lock 0.8, mute 0.4
unban: unlock 0.8
connect: join 0.6, install 0.7
disconnect: uninstall 0.7, leave 0.5
restore: unarchive 0.6, retry 0.3
close: approve 0.3, archive 0.6
assign: move 0.7, connect 0.5, tag 0.5
move: forward 0.6
tag: mark 0.7
mark: approve 0.4, close 0.6, pin 0.5
rotate: purge 0.3
purge: delete 0.9
react: rate 0.6
rate: mark 0.3
renew: update 0.9, order 0.7, request 0.7, resume 0.6, rotate 0.6, create 0.5, activate 0.5, subscribe 0.6, reschedule 0.7
hire: create 0.6, subscribe 0.5, invite 0.5
layoff: delete 0.5, deactivate 0.6
water: schedule 0.85, start 0.7, run 0.6
play: start 0.75, run 0.6
recommend: search 0.5, list 0.5, get 0.5
explain: get 0.4
bring: request 0.85, create 0.6, order 0.7, ship 0.7
approve: verify 0.6
log: record 0.7
kick: leave 0.5
merge: join 0.9, connect 0.6, update 0.5, assign 0.4
copy: restore 0.3, backup 0.6
convert: transcribe 0.8, translate 0.6
record: transcribe 0.3
ship: track 0.3
mute: pause 0.8, deactivate 0.6
pull: download 0.95, create 0.7, import 0.8
push: upload 0.8, deploy 0.6
invite: assign 0.6, join 0.8, connect 0.5
kick: ban 0.6, cancel 0.4
ban: deactivate 0.7
lock: pause 0.6
build: run 0.6
restore: deploy 0.4, publish 0.4
subscribe: connect 0.6
stop: delete 0.5
call: notify 0.4
remind: schedule 0.6, notify 0.8
`;

const pairs = new Map<string, number>();
for (const line of near.split('\n')) {
  const [action = '', others = ''] = line.split(':');
  for (const other of others.split(',')) {
    const [name = '', weight = '0'] = other.trim().split(' ');
    if (name === '') continue;
    pairs.set(`${action.trim()} ${name}`, Number(weight));
    pairs.set(`${name} ${action.trim()}`, Number(weight));
  }
}

/** Whether an action only reads. */
export function isReading(action: string): boolean {
  return reading.has(action);
}

/** Whether a capability that reads may do this. */
export function mayRead(action: string): boolean {
  return reading.has(action) || either.has(action);
}

/** Whether an action tells by itself what is meant, as `purge` does and `delete` does not. */
export function isTelling(action: string): boolean {
  return !general.has(action);
}

/** From 0 (something else) to 1 (the same). */
export function likeness(wanted: string, done: string): number {
  if (wanted === done) return 1;
  if (reading.has(wanted) && reading.has(done)) return 0.95;
  return pairs.get(`${wanted} ${done}`) ?? 0;
}
