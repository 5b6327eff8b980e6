@external("host", "charge")
declare function charge(cents: i32): void;

class Invoice {
  lines: i32[] = [100, 250];

  shareOf(count: i32): i32 {
    return this.lines[0] / count;
  }
}

export function divide(count: i32): i32 {
  return new Invoice().shareOf(count);
}

export function pick(index: i32): i32 {
  return new Invoice().lines[index];
}

export function refuse(): void {
  throw new Error("The invoice is paid.");
}

export function pay(cents: i32): void {
  charge(cents);
}

function busy(rounds: i32): i32 {
  let sum = 0;
  for (let i = 0; i < rounds; i++) {
    sum = sum * 31 + i;
  }
  return sum;
}

export function work(rounds: i32): i32 {
  let sum = 0;
  while (true) {
    sum += busy(rounds);
  }
  return sum;
}
