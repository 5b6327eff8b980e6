-- ARGV, on: the group, the most events, the most bytes, the reason of a lease that ran out. Gives the bytes that are needed, and for
-- each event or loss its sequence, its deliveries, the last that is lost, and what the event has.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group or not find_topic(group.dead) then
  return { DENIED, not topic and 'topic' or 'group' }
end

local max_events, max_bytes = tonumber(ARGV[4]), tonumber(ARGV[5])
local EVENTS_AT_ONCE = 16
local taken, bytes, needed = {}, 0, 0

local function try_take(hold, event)
  if event then
    if #event.payload > max_bytes - bytes then
      needed = #event.payload
      return false
    end
    bytes = bytes + #event.payload
  end

  hold.deliveries = hold.deliveries + 1
  event = event or {}
  taken[#taken + 1] = {
    text(hold.sequence), text(hold.deliveries), text(hold.lost_to),
    event.payload or '', event.published or '0', event.trace_parent or '', event.letter or '',
  }
  return true
end

-- What is due again. What was delivered too often is given up.
local function take_again()
  local due = redis.call('ZRANGEBYSCORE', topic.stream .. ':due:' .. group.name, '-inf', text(now), 'LIMIT', 0, max_events)
  for _, sequence in ipairs(due) do
    local hold = find_hold(topic, group, tonumber(sequence))
    if hold.lost_to == 0 and hold.deliveries >= group.max_deliveries then
      bury(topic, group, hold, redis.call('HGET', topic.stream .. ':reasons:' .. group.name, text(hold.sequence)) or ARGV[6])
    elseif try_take(hold, hold.lost_to == 0 and first_event(topic, hold.sequence)) then
      set_hold(topic, group, hold, 'taken', now + group.lease)
    else
      return false
    end
  end
  return #taken < max_events
end

-- What the group has not had, and what is lost: some at once.
local function take_new()
  local wanted = math.min(max_events - #taken, EVENTS_AT_ONCE)
  local events, index = events_from(topic, group.next, wanted), 1
  local next, holds = group.next, {}
  while #holds < wanted and next <= topic.last do
    local event = events[index]
    local sequence = event and event.sequence or topic.last + 1
    local is_loss = sequence > next
    local hold = { sequence = next, lost_to = is_loss and sequence - 1 or 0, deliveries = 0 }
    if not try_take(hold, not is_loss and event) then
      break
    end
    holds[#holds + 1] = hold
    index = is_loss and index or index + 1
    next = is_loss and sequence or next + 1
  end

  if #holds > 0 then
    set_new_holds(topic, group, holds, now + group.lease)
    redis.call('XGROUP', 'SETID', topic.stream, group.name, id(next - 1))
    group.next = next
  end
  return #holds == wanted
end

local has_more = take_again()
while has_more do
  has_more = take_new() and #taken < max_events
end
finish(topic)
return { 0, #taken == 0 and needed or 0, taken }
