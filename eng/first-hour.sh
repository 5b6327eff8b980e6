#!/usr/bin/env bash
# What a user of the packages meets in the first hour, where a test would take too long: from packages alone, with empty caches.
# Arguments choose steps: tutorial, mistakes, watch, readonly, publish, compilers. With none, all of these run.
# Another, docs, runs the commands that pages have for this repository, and takes hours; with NGIXI_MOST, no number in them is larger,
# and minutes are one.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/setup.sh

require_dotnet
require_node
install_node_packages tests/guest-tools
steps=${*:-tutorial mistakes watch readonly publish compilers}
export MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_GENERATE_ASPNET_CERTIFICATE=false
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A user with the packages, whose caches are empty.
as_user() {
  if [ ! -d "$work/feed" ]; then
    dotnet pack eng/Packages.slnf -c Release -o "$work/feed" -v quiet -nologo
    mkdir "$work/user"
    echo "<configuration><packageSources><add key=\"packed\" value=\"$work/feed\" /></packageSources></configuration>" > "$work/user/NuGet.Config"
  fi
  (cd "$work/user" && DOTNET_CLI_HOME="$work/cli" NUGET_PACKAGES="$work/packages" npm_config_cache="$work/npm" "$@")
}

make_app() {
  [ -d "$work/user/$1" ] || as_user sh -c "dotnet new install Ngixi.Templates --force >/dev/null && dotnet new ngixi-app -o '$1' >/dev/null"
}

# Waits until a file has a line, for as long as a slow machine needs.
wait_for() {
  for _ in $(seq 1200); do
    grep -q "$2" "$1" && return
    sleep 0.5
  done
  cat "$1"
  fail "'$2' was not seen"
}

tutorial() {
  NGIXI_EMPTY_CACHES=1 dotnet test tests/Ngixi.Packaging.Tests -c Release --nologo --filter TutorialTests
}

mistakes() {
  dotnet run --project tests/Ngixi.Mistakes -c Release
}

# The lines of pages that run tests or programs of this repository, each once. What they print into pages and snapshots must stand there.
docs() {
  local command commands failed=0 begin
  commands=$(git ls-files -z '*.md' | xargs -0 sed -nE 's/^\$ ((time |[A-Z_]+=[0-9]+ )*dotnet (test|run --project) tests\/.*)/\1/p' | sort -u)
  [ -n "$commands" ] || fail "no page has a command"
  dotnet build NgixiBindgen.sln -c Release -v quiet -nologo
  while read -r command; do
    if [ -n "${NGIXI_MOST:-}" ]; then
      command=$(NGIXI_MOST="$NGIXI_MOST" perl -pe 's/\b(\d+)\b/$1 > $ENV{NGIXI_MOST} ? $ENV{NGIXI_MOST} : $1/ge; s/(?<=MINUTES=)\d+/1/' <<< "$command")
    fi
    begin=$SECONDS
    echo "$ $command"
    if bash -c "$command" > "$work/docs.log" 2>&1 < /dev/null; then
      echo "$((SECONDS - begin)) s"
    else
      tail -40 "$work/docs.log"
      failed=1
    fi
  done <<< "$commands"
  git diff --exit-code --stat || fail "a command wrote something else than there is"
  [ "$failed" = 0 ] || fail "a command of a page failed"
}

# A change of the guest's source builds and runs the program again.
watch() {
  make_app Watched
  as_user dotnet watch --project Watched/Host --non-interactive > "$work/watch.log" 2>&1 &
  local watcher=$!
  wait_for "$work/watch.log" "again, I guess"
  sed -i 's/again, I guess/twice, I bet/' "$work/user/Watched/guest/assembly/player.ts"
  wait_for "$work/watch.log" "twice, I bet"
  pkill -P "$watcher" || kill "$watcher"
  wait "$watcher" || true
  echo "watch: a change of the guest was built and run"
}

# Stubs and packages are there, and the guest's folder cannot be written to. Root can write anywhere, so somebody else builds.
readonly_guest() {
  make_app Locked
  as_user dotnet build Locked/Host -v quiet -nologo
  chmod -R a-w "$work/user/Locked/guest"
  rm -r "$work/user/Locked/Host/obj" "$work/user/Locked/Host/bin" "$work/user/Locked/Contracts/obj" "$work/user/Locked/Contracts/bin"
  if [ "$(id -u)" = 0 ]; then
    chmod 755 "$work"
    chown -R nobody "$work/user" "$work/packages" "$work/cli" "$work/npm"
    as_user setpriv --reuid=nobody --clear-groups env HOME="$work/cli" dotnet run --project Locked/Host
  else
    as_user dotnet run --project Locked/Host
  fi | grep "The guest has"
  chmod -R u+w "$work/user/Locked/guest"
  echo "readonly: a guest in a read-only folder was compiled and run"
}

# The ways to publish that docs/guide/deploying.md prints. Each leaves a folder with program, guest and manifest, which runs from anywhere,
# where nobody may write, for somebody without a home: as in a container whose file system is read-only.
publish() {
  local command folder run
  make_app Duel
  chmod 755 "$work"
  [ "$(id -u)" = 0 ] && run="setpriv --reuid=nobody --clear-groups" || run=
  sed -n 's/^\$ \(dotnet publish .*\)/\1/p' docs/guide/deploying.md > "$work/publish"
  [ "$(wc -l < "$work/publish")" = 3 ] || fail "the page has not three ways to publish"
  while read -r command; do
    folder=$work/user/$(sed 's/.* -o \([^ ]*\).*/\1/' <<< "$command")
    as_user sh -c "$command -v quiet -nologo" < /dev/null || fail "$command"
    find "$folder" \( -name '*.pdb' -o -name '*.dbg' \) -delete
    chmod -R a-w,a+rX "$folder"
    echo "$(basename "$folder"): $(find "$folder" -type f | wc -l) files, $(du -sm "$folder" | cut -f1) MB"
    (cd / && env -i PATH="$PATH" DOTNET_ROOT="${DOTNET_ROOT:-}" $run "$folder/Duel.Host" < /dev/null) | grep "The guest has"
  done < "$work/publish"
  echo "publish: each folder runs, read-only and without a home"
}

# The oldest compiler that the package takes. The one before it is not everywhere to be had, so its number stands for it.
compilers() {
  local version project=Compiler/Compiler.csproj
  version=$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' Directory.Build.props)
  as_user mkdir -p Compiler
  cat > "$work/user/Compiler/IClock.cs" <<'CODE'
[Ngixi.Bindgen.WasmImport("env")]
public interface IClock
{
    long Now();
}
CODE
  cat > "$work/user/$project" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <LangVersion>13</LangVersion>
    <RoslynCompilerType>Custom</RoslynCompilerType>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Ngixi.Bindgen" Version="$version" />
    <PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="[4.14.0]" PrivateAssets="all" />
  </ItemGroup>
</Project>
PROJECT
  as_user dotnet build "$project" -nologo -v normal > "$work/compiler.log" 2>&1 || { cat "$work/compiler.log"; fail "compiler 4.14.0"; }
  grep -q "microsoft.net.compilers.toolset/4.14.0/tasks/netcore/bincore/csc" "$work/compiler.log" || fail "another compiler was used"
  [ -f "$work/user/Compiler/obj/Debug/net10.0/ngixi/clock.ts" ] || fail "compiler 4.14.0 made no stubs"
  as_user dotnet build "$project" -nologo -p:CompilerApiVersion=roslyn4.13 > "$work/compiler.log" 2>&1 && fail "compiler 4.13.0 was taken"
  grep -q "error NGXB0007: Ngixi.Bindgen needs a compiler of roslyn4.14 or later, and this one is roslyn4.13" "$work/compiler.log" ||
    { cat "$work/compiler.log"; fail "compiler 4.13.0 was not told"; }
  echo "compilers: 4.14.0 works, and an older one is told what it lacks"
}

for step in $steps; do
  echo "== $step"
  case $step in
    tutorial | mistakes | watch | publish | compilers | docs) "$step" ;;
    readonly) readonly_guest ;;
    *) fail "there is no step '$step'" ;;
  esac
done
