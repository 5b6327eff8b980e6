-- ARGV, on: the group, the most events, the most bytes, the reason of a lease that ran out. Gives the bytes that are needed; of each
-- event or loss that is taken again its sequence, its deliveries, the last that is lost, its payload and what is about it; the entries of
-- the stream that are taken for the first time; and the first and the last sequence of each loss that is.
local topic = find_topic(ARGV[2])
local group = topic and find_group(topic, ARGV[3])
if not group then
  return { DENIED, not topic and 'topic' or 'group' }
end

local max_events, max_bytes = tonumber(ARGV[4]), tonumber(ARGV[5])
local EVENTS_AT_ONCE = 64
local due_key = topic.stream .. ':due:' .. group.name
local again, entries, losses = {}, {}, {}
local count, bytes, needed = 0, 0, 0

local function has_room(payload)
  if count == max_events then
    return false
  elseif #payload > max_bytes - bytes then
    needed = #payload
    return false
  end
  count = count + 1
  bytes = bytes + #payload
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
      local event = hold.lost_to == 0 and first_event(topic, hold.sequence) or { payload = '', about = '' }
      if not has_room(event.payload) then
        return false
      end

      hold.deliveries = hold.deliveries + 1
      again[#again + 1] = { text(sequence), text(hold.deliveries), text(hold.lost_to), event.payload, event.about }
      set_hold(topic, group, hold, 'taken', now + group.lease)
    end
  end
  return true
end

-- What the group has not had, and what is lost: some at once.
local function take_new()
  local due, members = text(now + group.lease), {}

  local function lose(last)
    if not has_room('') then
      return false
    end
    losses[#losses + 1] = text(group.next)
    losses[#losses + 1] = text(last)
    set_hold(topic, group, { sequence = group.next, lost_to = last, deliveries = 1 }, 'taken', now + group.lease)
    group.next = last + 1
    return true
  end

  local has_more = true
  while has_more and count < max_events and group.next <= topic.last do
    local wanted = math.min(max_events - count, EVENTS_AT_ONCE)
    local streams = redis.call('XREADGROUP', 'GROUP', group.name, 'taken', 'COUNT', wanted, 'STREAMS', topic.stream, '>')
    local read, back = streams and streams[1][2] or {}, {}
    local has_gap = #read > 0 and sequence_of(read[#read][1]) ~= group.next + #read - 1
    for _, entry in ipairs(read) do
      local sequence = has_gap and sequence_of(entry[1]) or group.next
      has_more = has_more and (sequence == group.next or lose(sequence - 1)) and has_room(entry[2][2])
      if has_more then
        entries[#entries + 1] = entry
        members[#members + 1] = due
        members[#members + 1] = member(sequence)
        group.next = sequence + 1
      else
        back[#back + 1] = entry[1]
      end
    end

    if #back > 0 then
      redis.call('XACK', topic.stream, group.name, unpack(back))
      redis.call('XGROUP', 'SETID', topic.stream, group.name, last_id(group.next - 1))
    elseif #read < wanted then
      has_more = false
      if group.next <= topic.last then
        lose(topic.last)
      end
    end
  end

  if #entries + #losses > 0 then
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
return { 0, count == 0 and needed or 0, again, entries, losses }
