-- ARGV, on: the settings of the topic.
open_topic(ARGV[2], 3)
wake({ stream = start .. ARGV[2] }, ':space')
return { 0 }
