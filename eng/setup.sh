# Shared by the scripts of this repository: what must be there, and what they install.

fail() {
  echo "error: $1" >&2
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is not installed; see https://dotnet.microsoft.com/download"
  case "$(dotnet --version)" in
    1[0-9].*) ;;
    *) fail "the .NET SDK is $(dotnet --version), and this needs 10 or later" ;;
  esac
}

require_node() {
  command -v node >/dev/null || fail "Node 20 is not installed; see https://nodejs.org"
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || fail "Node is $(node --version), and this needs 20 or later"
}

# The packages that a folder's lock file names, unless they are there already.
install_node_packages() {
  if ! cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock.json"; then
    echo "installing the packages of $1"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$1/package-lock.json" "$1/node_modules/.installed-lock.json"
  fi
}

# NativeAOT links with the system's C compiler.
require_c_compiler() {
  command -v clang >/dev/null || command -v gcc >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing clang, which NativeAOT links with"
    apt-get update -qq && apt-get install -y -qq clang >/dev/null
  else
    fail "no C compiler is installed, and NativeAOT links with one: sudo apt-get install clang"
  fi
}

# Guests in C are compiled for wasm32 and linked by lld.
require_wasm_compiler() {
  command -v clang-19 >/dev/null && command -v wasm-ld-19 >/dev/null && return
  command -v clang >/dev/null && command -v wasm-ld >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing clang-19 and lld-19, which guests in C are compiled with"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends clang-19 lld-19 >/dev/null
  else
    fail "no clang is installed that links for wasm32, and guests in C need one: sudo apt-get install clang-19 lld-19"
  fi
}

# Tests start servers of their own, so that the one that comes with the package is stopped.
require_redis() {
  command -v redis-server >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing redis-server, which tests of the Redis stores start"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server >/dev/null
    if [ -d /run/systemd/system ]; then systemctl disable --quiet --now redis-server; else service redis-server stop >/dev/null; fi || true
  else
    fail "redis-server is not installed, and tests of the Redis stores start it: sudo apt-get install redis-server"
  fi
}

# Programs in C have the libc of WASI, and what clang itself calls.
require_wasi_libc() {
  local clang
  clang=$(command -v clang-19 || command -v clang)
  echo 'int main(void) { return 0; }' | "$clang" --target=wasm32-wasi -x c -o /dev/null - 2>/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing wasi-libc, which programs in C are compiled with"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends wasi-libc libclang-rt-19-dev-wasm32 >/dev/null
  else
    fail "no libc of WASI is installed, and programs in C need one: sudo apt-get install wasi-libc libclang-rt-19-dev-wasm32"
  fi
}
