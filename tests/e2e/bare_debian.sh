#!/usr/bin/env bash
# Proves the two commands on a Debian that has Python and nothing else.
#
#   sudo tests/e2e/bare_debian.sh            makes the Debian, tries everything, removes it
#   sudo KEEP=/somewhere tests/e2e/bare_debian.sh   keeps it there and starts from it again
#   sudo ONLY=run tests/e2e/bare_debian.sh   leaves ./test out
#
# Needs root and debootstrap. DEBIAN_MIRROR and DEBIAN_SUITE choose another Debian; pip's, uv's,
# proxy and certificate variables of the caller hold inside as well.
# The commit that is checked out is tried, not what lies uncommitted beside it.
set -eu
source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
suite=${DEBIAN_SUITE:-bookworm}
work=${KEEP:-$(mktemp -d)}
root=$work/root
record=$work/record
mkdir -p "$work"
[ -n "${KEEP:-}" ] || trap 'rm -rf --one-file-system "$work"' EXIT

if [ ! -e "$work/made" ]; then
    debootstrap --variant=minbase --include=python3,ca-certificates "$suite" "$work/pristine" "$mirror" \
        >"$work/debootstrap.log" 2>&1 || { tail -n 20 "$work/debootstrap.log" >&2; exit 1; }
    touch "$work/made"
fi
rm -rf --one-file-system "$root"
cp -a "$work/pristine" "$root"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
chroot "$root" useradd --create-home ordinary

# What the caller's machine trusts and where it fetches from.
passed=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
for name in $(compgen -e); do
    case $name in
        PIP_FIND_LINKS) ;;
        PIP_*|UV_INDEX*|UV_DEFAULT_INDEX|SSL_CERT_FILE|*_proxy|*_PROXY) passed+=("$name=${!name}") ;;
    esac
done
for file in "${SSL_CERT_FILE:-}" "${PIP_CERT:-}"; do
    [ -z "$file" ] || install -D -m 644 "$file" "$root$file"
done

# Run a command inside: inside USER NETWORK(on|off) FOLDER COMMAND...
inside() {
    local user=$1 network=$2 folder=$3 home
    shift 3
    home=/root; [ "$user" = root ] || home=/home/$user
    local cut=(unshare --mount --pid --fork)
    [ "$network" = on ] || cut+=(--net)
    "${cut[@]}" bash -euc '
        root=$1 user=$2 folder=$3; shift 3
        [ ! -e /proc/self/ns/net ] || ip link set lo up 2>/dev/null || true
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/dev/shm"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        exec chroot --userspec="$user" "$root" bash -c "cd \"\$1\"; shift; exec \"\$@\"" in "$folder" "$@"
    ' inside "$root" "$user" "$folder" env -i "${passed[@]}" HOME="$home" USER="$user" "$@"
}

# Try something and keep what it said and how long it took: try WHAT EXPECTED_EXIT ...
try() {
    local what=$1 expected=$2 begun exit_code=0
    shift 2
    begun=$(date +%s.%N)
    inside "$@" >"$work/out" 2>"$work/err" </dev/null || exit_code=$?
    seconds=$(python3 -c "import sys; print(f'{float(sys.argv[2]) - float(sys.argv[1]):.2f}')" "$begun" "$(date +%s.%N)")
    printf '%-58s exit %s %9s s\n' "$what" "$exit_code" "$seconds" | tee -a "$record"
    if [ "$exit_code" != "$expected" ]; then
        tail -n 60 "$work/out" "$work/err" >&2
        echo "Expected exit $expected." >&2
        exit 1
    fi
}

# Fail unless FILE holds PATTERN.
expect() { grep -qE -- "$2" "$1" || { echo "Not found: $2" >&2; cat "$1" >&2; exit 1; }; }

# Fail if the last try took longer than SECONDS.
within() { python3 -c "import sys; sys.exit(float(sys.argv[1]) > float(sys.argv[2]))" "$seconds" "$1" || { echo "Slower than $1 s." >&2; exit 1; }; }

{ echo "== $(date -u +%F) $(git -C "$source" rev-parse --short HEAD) on $(. "$root/etc/os-release"; echo "$PRETTY_NAME"), $(nproc) cores"; } | tee -a "$record"
git clone -q "$source" "$root/home/ordinary/desk"
chroot "$root" chown -R ordinary: /home/ordinary/desk
git clone -q "$source" "$root/opt/desk"

desk=/home/ordinary/desk
try "ordinary user, bare: ./run prints the one line" 1 ordinary on $desk ./run --demo
expect "$work/err" '^  sudo apt-get install .*libegl1'
[ "$(grep -c apt-get "$work/err")" = 1 ]
try "ordinary user, bare: ./run --help" 0 ordinary on $desk ./run --help
expect "$work/out" 'handover|print'
try "ordinary user, again, no network: ./run --help" 0 ordinary off $desk ./run --help
within 5

desk=/opt/desk
try "root, bare: ./run --help" 0 root on $desk ./run --help
try "root, again, no network: ./run --help" 0 root off $desk ./run --help
within 5
git -C "$root/opt/desk" diff --exit-code
if [ "${ONLY:-}" != run ]; then
    try "root: ./test" 0 root on $desk ./test
    expect <(tail -n 1 "$work/out") ' passed'
    tail -n 12 "$work/out" | tee -a "$record"
    try "root, again, no network: ./test" 0 root off $desk ./test
    tail -n 1 "$work/out" | tee -a "$record"
    try "root, no network: the desk's window opens" 0 root off $desk bash -c '
        Xvfb -displayfd 3 -screen 0 1280x800x24 3>/tmp/number 2>/dev/null &
        until [ -s /tmp/number ]; do sleep 0.1; done
        export DISPLAY=:$(cat /tmp/number)
        ./run --demo &
        timeout 120 xdotool search --sync --onlyvisible --name .'
    git -C "$root/opt/desk" diff --exit-code
fi
try "ordinary user, packages there, no network: a sheet" 0 ordinary off /home/ordinary/desk \
    ./run print handover --demo --out /home/ordinary/vaktrapport.pdf
[ "$(head -c 5 "$root/home/ordinary/vaktrapport.pdf")" = "%PDF-" ]
echo "All as it should be." | tee -a "$record"
