/** The same arithmetic as in `gcra.ts`, in one step on a Redis server, by the clock of that server. */

/**
 * Sixteenths of a microsecond, the server's unit of time. Counted from 2025, numbers of Lua (doubles) hold them exactly
 * until 2042.
 */
export const ticksPerSecond = 16e6;

/**
 * KEYS: one a limit. ARGV: `take` or `peek`, then interval and capacity of each limit in ticks. Answers 1 or 0, and for
 * each limit the ticks by which it is ahead of now (its debt). A key holds the arrival and the interval it was counted
 * with, and ends when its limit has recovered.
 */
export const countingScript = `
local time = redis.call('TIME')
local now = ((tonumber(time[1]) - 1735689600) * 1000000 + tonumber(time[2])) * 16
local debts, allowed = {}, 1
for place, key in ipairs(KEYS) do
  local interval, capacity = tonumber(ARGV[place * 2]), tonumber(ARGV[place * 2 + 1])
  local debt = 0
  local kept = redis.call('GET', key)
  local arrival, before = string.match(kept or '', '^(%-?%d+) (%d+)$')
  if arrival then
    -- A clock that went back leaves arrivals far ahead: no debt is larger than its capacity.
    debt = math.max(0, tonumber(arrival) - now)
    if tonumber(before) ~= interval then debt = math.ceil(debt / tonumber(before) * interval) end
    debt = math.min(debt, capacity)
  end
  debts[place] = debt
  if debt + interval > capacity then allowed = 0 end
end
if allowed == 1 and ARGV[1] == 'take' then
  for place, key in ipairs(KEYS) do
    local interval = tonumber(ARGV[place * 2])
    local debt = debts[place] + interval
    debts[place] = debt
    local value = string.format('%.0f %.0f', now + debt, interval)
    redis.call('SET', key, value, 'PX', math.ceil(debt / 16000) + 1)
  end
end
table.insert(debts, 1, allowed)
return debts
`;
