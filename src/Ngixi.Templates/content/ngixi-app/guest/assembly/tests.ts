import { Move, Round } from "./host";
import { player } from "./player";

export function test_the_first_move_is_paper(): void {
  assert(player.choose([]) == Move.Paper);
}

export function test_a_move_beats_the_last_one_of_the_opponent(): void {
  assert(player.choose([new Round(Move.Rock, Move.Scissors)]) == Move.Rock);
}
