/**
 * One timer for all calls: a hashed wheel (Varghese and Lauck, 1987). Nearly every deadline is removed before it comes,
 * so adding and removing must cost almost nothing; a timer of Node's for each call would not.
 */

/** What waits. The wheel links the objects themselves, so that a call needs no second allocation. */
export interface Deadline {
  /** The wheel's own: the tick at which the deadline comes. */
  dueTick: number;
  /** The wheel's own: neighbours in a slot; both null while not waiting. */
  previousDeadline: Deadline | null;
  /** See `previousDeadline`. */
  nextDeadline: Deadline | null;
  /** Called once, never before the time, at most about one tick (and what the event loop is late) after it. */
  onDeadline(): void;
}

/** The wheel. */
export interface Deadlines {
  /** Starts the countdown of a deadline that is not waiting. `now` is `performance.now()`, when it is at hand already. */
  add(deadline: Deadline, milliseconds: number, now?: number): void;
  /** Ends the countdown; does nothing when the deadline is not waiting. */
  remove(deadline: Deadline): void;
  /** Stops the timer. What still waits never comes. */
  close(): void;
}

const tickMs = 20;
const slotCount = 512;

/** Makes a wheel with a resolution of 20 ms. Its timer runs only while something waits, and never keeps the process alive. */
export function createDeadlines(): Deadlines {
  const slots = Array.from({ length: slotCount }, createSlot);
  let waiting = 0;
  let lastTick = 0;
  let timer: NodeJS.Timeout | null = null;

  function remove(deadline: Deadline): void {
    if (deadline.previousDeadline === null) return;
    unlink(deadline);
    waiting--;
  }

  function advance(): void {
    const tick = Math.floor(performance.now() / tickMs);
    // After a long stall every slot is due, but none twice.
    const first = Math.max(lastTick + 1, tick - slotCount + 1);
    lastTick = tick;
    const due: Deadline[] = [];
    for (let visited = first; visited <= tick; visited++) collectDue(slots[visited % slotCount]!, tick, due);
    for (const deadline of due) {
      // One callback may have removed another deadline of the same tick.
      if (deadline.previousDeadline === null) continue;
      remove(deadline);
      deadline.onDeadline();
    }
    if (waiting === 0) stop();
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    add(deadline, milliseconds, now = performance.now()) {
      if (timer === null) {
        lastTick = Math.floor(now / tickMs);
        timer = setInterval(advance, tickMs).unref();
      }
      deadline.dueTick = Math.max(Math.ceil((now + milliseconds) / tickMs), lastTick + 1);
      link(deadline, slots[deadline.dueTick % slotCount]!);
      waiting++;
    },
    remove,
    close: stop,
  };
}

/** A slot is a ring that begins and ends at a deadline which never comes: linking needs no special cases. */
function createSlot(): Deadline {
  const slot: Deadline = { dueTick: Infinity, previousDeadline: null, nextDeadline: null, onDeadline() {} };
  slot.previousDeadline = slot;
  slot.nextDeadline = slot;
  return slot;
}

function link(deadline: Deadline, slot: Deadline): void {
  const last = slot.previousDeadline!;
  deadline.previousDeadline = last;
  deadline.nextDeadline = slot;
  last.nextDeadline = deadline;
  slot.previousDeadline = deadline;
}

function unlink(deadline: Deadline): void {
  deadline.previousDeadline!.nextDeadline = deadline.nextDeadline;
  deadline.nextDeadline!.previousDeadline = deadline.previousDeadline;
  deadline.previousDeadline = null;
  deadline.nextDeadline = null;
}

function collectDue(slot: Deadline, tick: number, due: Deadline[]): void {
  for (let deadline = slot.nextDeadline!; deadline !== slot; deadline = deadline.nextDeadline!) {
    if (deadline.dueTick <= tick) due.push(deadline);
  }
}
