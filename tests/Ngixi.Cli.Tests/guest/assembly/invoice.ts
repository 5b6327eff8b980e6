class Invoice {
  lines: i32[] = [100, 250];

  shareOf(count: i32): i32 {
    return this.lines[0] / count;
  }
}

export function share(count: i32): i32 {
  console.log("sharing among " + count.toString());
  return new Invoice().shareOf(count);
}

export function work(): void {
  while (true) {}
}
