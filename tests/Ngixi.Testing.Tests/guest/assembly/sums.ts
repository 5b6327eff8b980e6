function sum(values: i32[]): i32 {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

export function test_adds(): void {
  assert(sum([1, 2, 3]) == 6);
}

export function test_adds_nothing(): void {
  console.log("the sum of nothing");
  assert(sum([]) == 1, "the sum of nothing is 0");
}

export function test_reads_beyond(): void {
  const values = [1];
  assert(values[values[0]] == 0);
}
