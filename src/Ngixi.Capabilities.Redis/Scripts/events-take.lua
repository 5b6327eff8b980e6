-- ARGV, on: the group, the most events, the most bytes, the reason of a lease that ran out. Gives the bytes that are needed, and for
-- each event its sequence, its deliveries, its payload and what is about it; for a loss, nothing and the last sequence that is lost.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group then
  return { DENIED, not topic and 'topic' or 'group' }
end

local max_events, max_bytes = tonumber(ARGV[4]), tonumber(ARGV[5])
local EVENTS_AT_ONCE = 64
local due_key = topic.stream .. ':due:' .. group.name
local taken, count, bytes, needed = {}, 0, 0, 0

local function try_take(sequence, deliveries, payload, about)
  local size = payload and #payload or 0
  if count == max_events then
    return false
  elseif size > max_bytes - bytes then
    needed = size
    return false
  end

  local last = 4 * count
  taken[last + 1], taken[last + 2], taken[last + 3], taken[last + 4] = sequence, deliveries, payload, about
  count = count + 1
  bytes = bytes + size
  return true
end

-- What is due again. What was delivered too often is given up.
local function take_again(due)
  local sequences = {}
  for index, sequence in ipairs(due) do
    sequences[index] = tonumber(sequence)
  end
  local holds = find_holds(topic, group, sequences)
  for _, sequence in ipairs(sequences) do
    local hold = holds[sequence]
    if hold.lost_to == 0 and hold.deliveries >= group.max_deliveries then
      bury(topic, group, hold, redis.call('HGET', topic.stream .. ':reasons:' .. group.name, text(hold.sequence)) or ARGV[6])
    else
      local event = hold.lost_to == 0 and first_event(topic, sequence) or { payload = false, about = text(hold.lost_to) }
      hold.deliveries = hold.deliveries + 1
      if not try_take(sequence, hold.deliveries, event.payload, event.about) then
        return false
      end
      set_hold(topic, group, hold, 'taken', now + group.lease)
    end
  end
  return true
end

-- What the group has not had, and what is lost: some at once.
local function take_new()
  local next, due, members = group.next, text(now + group.lease), {}

  local function lose(last)
    if not try_take(next, 1, false, text(last)) then
      return false
    end
    set_hold(topic, group, { sequence = next, lost_to = last, deliveries = 1 }, 'taken', now + group.lease)
    next = last + 1
    return true
  end

  local has_more = true
  while has_more and count < max_events and next <= topic.last do
    local wanted = math.min(max_events - count, EVENTS_AT_ONCE)
    local streams = redis.call('XREADGROUP', 'GROUP', group.name, 'taken', 'COUNT', wanted, 'STREAMS', topic.stream, '>')
    local read, back = streams and streams[1][2] or {}, {}
    local has_gap = #read > 0 and sequence_of(read[#read][1]) ~= next + #read - 1
    for _, entry in ipairs(read) do
      local sequence, fields = has_gap and sequence_of(entry[1]) or next, entry[2]
      has_more = has_more and (sequence == next or lose(sequence - 1)) and try_take(sequence, 1, fields[2], fields[4])
      if has_more then
        members[#members + 1] = due
        members[#members + 1] = member(sequence)
        next = sequence + 1
      else
        back[#back + 1] = entry[1]
      end
    end

    if #back > 0 then
      redis.call('XACK', topic.stream, group.name, unpack(back))
      redis.call('XGROUP', 'SETID', topic.stream, group.name, last_id(next - 1))
    elseif #read < wanted then
      has_more = false
      if next <= topic.last then
        lose(topic.last)
      end
    end
  end

  if next > group.next then
    group.next = next
    keep_group(topic, group)
  end
  in_parts(members, function(...)
    redis.call('ZADD', due_key, ...)
  end)
end

local due = redis.call('ZRANGEBYSCORE', due_key, '-inf', text(now), 'LIMIT', 0, max_events)
if #due > 0 and not find_topic(group.dead) then
  return { DENIED, 'group' }
end

if #due == 0 or take_again(due) then
  take_new()
end
finish(topic)
return { 0, count == 0 and needed or 0, taken }
