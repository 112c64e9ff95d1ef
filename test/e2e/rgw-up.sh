#!/usr/bin/env bash
# A Ceph of one monitor, one OSD in memory and one RADOS Gateway on loopback, for tests only. It needs no root, and everything is under RGW_DIR.
#
#   rgw-up.sh fetch     brings Debian's packages into RGW_PREFIX, without installing them
#   rgw-up.sh have      exit code 77 where there is no gateway to start
#   rgw-up.sh start     prints NAME=value lines; RGW_DIR (a folder of its own) and RGW_PORT (the first of 30 free ports) are given
#   rgw-up.sh stop
#   rgw-up.sh admin …   radosgw-admin
#
# With RGW_ROOT, a folder that holds a whole Debian of a later release, all of this is run in there, as root; RGW_DIR is a path in it.
#   rgw-up.sh bring     makes that folder, by mmdebstrap: a version with accounts, groups and the IAM API
set -euo pipefail

if [ -n "${RGW_ROOT:-}" ]; then
  case "${1:-}" in
    have) [ "$(id -u)" = 0 ] && [ -x "$RGW_ROOT/usr/bin/radosgw" ] && [ -x "$RGW_ROOT/usr/bin/curl" ] && exit 0 || exit 77 ;;
    bring)
      rm -rf "$RGW_ROOT" "$RGW_ROOT.new"
      # a mirror may be older than the date in its lists allows
      mmdebstrap --quiet --variant=minbase --include=ceph-mon,ceph-osd,radosgw,ceph-common,procps,openssl,curl \
        --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Check-Date "false"' forky "$RGW_ROOT.new"
      mv "$RGW_ROOT.new" "$RGW_ROOT"
      exit ;;
  esac
  cp "${BASH_SOURCE[0]}" "$RGW_ROOT/rgw-up.sh"
  mkdir -p "$RGW_ROOT$RGW_DIR"
  # what is mounted goes with the last process that sees it
  exec unshare -m bash -c '
    mount -t proc proc "$RGW_ROOT/proc"
    mount --rbind /dev "$RGW_ROOT/dev"
    exec chroot "$RGW_ROOT" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin RGW_DIR="$RGW_DIR" RGW_PORT="$RGW_PORT" bash /rgw-up.sh "$@"' x "$@"
fi

PACKAGES="ceph-base ceph-common ceph-mon ceph-osd radosgw librados2 libaio1 libboost-context1.74.0 libboost-thread1.74.0 libboost-iostreams1.74.0
libboost-program-options1.74.0 libdaxctl1 libfmt9 libfuse2 libgoogle-perftools4 libtcmalloc-minimal4 libibverbs1 libleveldb1d liblua5.3-0 libndctl6
libnl-3-200 libnl-route-3-200 liboath0 libpmem1 librabbitmq4 librdmacm1 libsnappy1v5 liblttng-ust1 libbabeltrace1"
PREFIX=${RGW_PREFIX:-}
LIB=/usr/lib/$(uname -m)-linux-gnu
SYSROOT=
if ! command -v radosgw >/dev/null && [ -n "$PREFIX" ] && [ -x "$PREFIX/usr/bin/radosgw" ]; then
  SYSROOT=$PREFIX
  export PATH=$SYSROOT/usr/bin:$PATH
  export LD_LIBRARY_PATH=$SYSROOT$LIB:$SYSROOT$LIB/ceph:$SYSROOT/lib/$(uname -m)-linux-gnu:$SYSROOT/usr/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi

have() {
  local tool
  for tool in ceph-mon ceph-osd ceph-authtool monmaptool osdmaptool radosgw radosgw-admin openssl curl; do command -v $tool >/dev/null || exit 77; done
  # packages of another release lack a library
  for tool in ceph-mon ceph-osd radosgw radosgw-admin; do $tool --version >/dev/null 2>&1 || exit 77; done
}

fetch() {
  local new=$PREFIX.new package options=() known=()
  rm -rf "$new"
  mkdir -p "$new/debs"
  cd "$new/debs"
  if [ -z "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null | head -1)" ]; then
    mkdir -p "$new/apt/lists/partial" "$new/apt/cache/archives/partial"
    options=(-o "Dir::State::lists=$new/apt/lists" -o "Dir::Cache=$new/apt/cache" -o APT::Sandbox::User=)
    apt-get "${options[@]}" update -qq
  fi
  for package in $PACKAGES; do
    if [ -n "$(apt-cache "${options[@]}" show "$package" 2>/dev/null | head -1)" ]; then known+=("$package"); fi
  done
  apt-get "${options[@]}" download -qq "${known[@]}"
  for package in *.deb; do dpkg -x "$package" "$new"; done
  rm -rf "$new/debs" "$new/apt" "$PREFIX"
  # a run that is cut off leaves nothing that looks like a gateway
  mv "$new" "$PREFIX"
}

configure() {
  mkdir -p "$RGW_DIR"/{run,log,mon/a,osd/0,rgw,crash}
  cat /proc/sys/kernel/random/uuid > "$RGW_DIR/fsid"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
    -keyout "$RGW_DIR/tls.key" -out "$RGW_DIR/tls.crt" 2>/dev/null
  cat "$RGW_DIR/tls.key" "$RGW_DIR/tls.crt" > "$RGW_DIR/tls.pem"
  cat > "$CONF" <<C
[global]
fsid = $(cat "$RGW_DIR/fsid")
mon host = [v2:127.0.0.1:$((RGW_PORT + 2)),v1:127.0.0.1:$((RGW_PORT + 3))]
mon initial members = a
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
ms bind ipv4 = true
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = $((RGW_PORT + 4))
ms bind port max = $((RGW_PORT + 29))
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
run dir = $RGW_DIR/run
log file = $RGW_DIR/log/\$type.\$id.log
admin socket = $RGW_DIR/run/\$type.\$id.asok
pid file = $RGW_DIR/run/\$type.\$id.pid
crash dir = $RGW_DIR/crash
plugin dir = $SYSROOT$LIB/ceph
erasure code dir = $SYSROOT$LIB/ceph/erasure-code
osd class dir = $SYSROOT$LIB/rados-classes
keyring = $RGW_DIR/keyring
max open files = 0
[mon]
mon data = $RGW_DIR/mon/\$id
mon cluster log file = $RGW_DIR/log/cluster.log
mon data avail crit = 1
mon data avail warn = 1
paxos propose interval = 0.05
paxos min wait = 0.01
[osd]
osd data = $RGW_DIR/osd/\$id
osd objectstore = memstore
osd journal =
memstore device bytes = 2147483648
osd op num threads per shard = 1
osd crush initial weight = 1
osd class load list = *
osd class default list = *
[client.rgw]
rgw data = $RGW_DIR/rgw
rgw frontends = beast endpoint=127.0.0.1:$RGW_PORT ssl_endpoint=127.0.0.1:$((RGW_PORT + 1)) ssl_certificate=$RGW_DIR/tls.pem
rgw enable apis = s3, sts, iam, admin
rgw thread pool size = 16
rgw enable usage log = false
rgw enable gc threads = false
rgw enable lc threads = false
rgw run sync thread = false
# a test plays any client address by this header
rgw remote addr param = HTTP_X_FORWARDED_FOR
rgw crypt require ssl = false
C
}

start() {
  have
  stop
  configure
  ceph-authtool --create-keyring "$RGW_DIR/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$RGW_DIR/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
  ceph-authtool "$RGW_DIR/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' >/dev/null
  ceph-authtool "$RGW_DIR/keyring" --gen-key -n client.rgw --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
  monmaptool --create --clobber --fsid "$(cat "$RGW_DIR/fsid")" \
    --addv a "[v2:127.0.0.1:$((RGW_PORT + 2)),v1:127.0.0.1:$((RGW_PORT + 3))]" "$RGW_DIR/monmap" >/dev/null
  osdmaptool -c "$CONF" --createsimple 1 --clobber "$RGW_DIR/osdmap" >/dev/null 2>"$RGW_DIR/log/osdmap.err"
  ceph-mon -c "$CONF" --mkfs -i a --monmap "$RGW_DIR/monmap" --osdmap "$RGW_DIR/osdmap" --keyring "$RGW_DIR/keyring"
  ceph-mon -c "$CONF" -i a
  ceph-osd -c "$CONF" -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)" 2>"$RGW_DIR/log/mkfs.err"
  ceph-osd -c "$CONF" -i 0 2>>"$RGW_DIR/log/osd.err"
  radosgw -c "$CONF" -n client.rgw 2>>"$RGW_DIR/log/rgw.err"
  local tries
  for tries in $(seq 1 400); do
    if [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$RGW_PORT/")" = 200 ]; then
      printf 'RGW_ENDPOINT=http://127.0.0.1:%s\nRGW_TLS_ENDPOINT=https://127.0.0.1:%s\nRGW_CA=%s\n' "$RGW_PORT" "$((RGW_PORT + 1))" "$RGW_DIR/tls.crt"
      return
    fi
    sleep 0.1
  done
  tail -30 "$RGW_DIR/log/client.rgw.log" >&2
  exit 1
}

# Ends the processes that wrote their ids here, if they still are what they were.
stop() {
  local name id tries
  for name in client.rgw osd.0 mon.a; do
    [ -s "$RGW_DIR/run/$name.pid" ] || continue
    id=$(cat "$RGW_DIR/run/$name.pid")
    case "$(tr '\0' ' ' < "/proc/$id/cmdline" 2>/dev/null)" in *"$RGW_DIR"*) ;; *) continue ;; esac
    kill -TERM "$id" 2>/dev/null || true
    for tries in $(seq 1 50); do kill -0 "$id" 2>/dev/null || break; sleep 0.1; done
    if kill -0 "$id" 2>/dev/null; then kill -KILL "$id" || true; fi
  done
}

CONF=${RGW_DIR:-}/ceph.conf
case "${1:-}" in
  fetch) fetch ;;
  have) have ;;
  start) start ;;
  stop) stop ;;
  admin) shift; exec radosgw-admin -c "$CONF" -n client.admin --admin-socket= "$@" ;;
  *) echo "usage: $0 fetch|have|start|stop|admin" >&2; exit 2 ;;
esac
