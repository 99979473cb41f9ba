#!/usr/bin/env bash
# Installs what the system tests need beyond Maven: mosquitto, chromium and socat from Debian's packages, and a
# real InfluxDB 2.7 built from its Go module into a cache folder outside the checkout.
# What is on the PATH already is used as it is. Safe to repeat: a second run finds everything and does nothing.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: scripts/install-test-tools.sh [--benchmarks]

  --benchmarks   also builds Telegraf, the peer that benchmarks/ measures against

Cache folder: $AIRSHED_TOOLS, by default ${XDG_CACHE_HOME:-$HOME/.cache}/airshed/tools
TEXT
}

benchmarks=no
for argument in "$@"; do
    case "$argument" in
        --benchmarks) benchmarks=yes ;;
        -h | --help) usage; exit 0 ;;
        *) echo "install-test-tools: unknown option '$argument'" >&2; usage >&2; exit 2 ;;
    esac
done

tools=${AIRSHED_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/airshed/tools}
INFLUXDB_VERSION=v2.7.12
PKG_CONFIG_VERSION=v0.3.0
TELEGRAF_VERSION=v1.37.2

say() { printf 'install-test-tools: %s\n' "$*"; }
fail() { printf 'install-test-tools: %s\n' "$*" >&2; exit 1; }

install_packages() {
    local missing=()
    command -v mosquitto >/dev/null || missing+=(mosquitto)
    command -v mosquitto_pub >/dev/null || missing+=(mosquitto-clients)
    command -v socat >/dev/null || missing+=(socat)
    command -v chromium >/dev/null || missing+=(chromium)
    # The page is read in Japanese too; without these glyphs a screenshot shows boxes.
    [ -n "$(fc-list :lang=ja 2>/dev/null | head -n 1)" ] || missing+=(fontconfig fonts-noto-cjk)
    if [ ${#missing[@]} -eq 0 ]; then
        say "mosquitto, socat and chromium are here"
        return
    fi
    command -v apt-get >/dev/null || fail "install these with your package manager: ${missing[*]}"
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    say "installing ${missing[*]}"
    "${sudo[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_go() {
    command -v go >/dev/null || fail "$1 is built with Go 1.24 or newer, which is not on the PATH"
}

install_influxd() {
    if command -v influxd >/dev/null; then
        say "influxd on the PATH is used: $(command -v influxd)"
        return
    fi
    local folder=$tools/influxd-$INFLUXDB_VERSION
    if [ -x "$folder/bin/influxd" ]; then
        say "influxd is built: $folder/bin/influxd"
        return
    fi
    need_go influxd
    command -v cargo >/dev/null || fail "influxd's query engine is built with Rust (cargo), which is not on the PATH"
    command -v cc >/dev/null || fail "influxd is built with a C compiler (cc), which is not on the PATH"
    say "building influxd $INFLUXDB_VERSION, once, about four minutes"
    mkdir -p "$folder/bin" && cd "$folder"
    printf 'module influxd\n\ngo 1.24\n' >go.mod
    go get "github.com/influxdata/pkg-config@$PKG_CONFIG_VERSION" \
        "github.com/influxdata/influxdb/v2/cmd/influxd@$INFLUXDB_VERSION" >get.log 2>&1 || { tail -n 20 get.log >&2; fail "go get failed"; }
    go build -o bin/pkg-config github.com/influxdata/pkg-config
    # Newer rustc versions warn where libflux denies warnings.
    printf '#!/bin/sh\nexec "$@" --cap-lints allow\n' >bin/rustc-lax
    chmod +x bin/rustc-lax
    local toolchain=()
    command -v rustup >/dev/null && toolchain=(RUSTUP_TOOLCHAIN=stable)
    env "PKG_CONFIG=$PWD/bin/pkg-config" "RUSTC_WRAPPER=$PWD/bin/rustc-lax" "${toolchain[@]}" \
        go build -trimpath -ldflags "-s -w" -tags sqlite_foreign_keys,sqlite_json \
        -o bin/influxd.new github.com/influxdata/influxdb/v2/cmd/influxd >build.log 2>&1 || { tail -n 30 build.log >&2; fail "building influxd failed"; }
    mv bin/influxd.new bin/influxd
    say "built $folder/bin/influxd"
}

install_telegraf() {
    if command -v telegraf >/dev/null; then
        say "telegraf on the PATH is used: $(command -v telegraf)"
        return
    fi
    local folder=$tools/telegraf-$TELEGRAF_VERSION
    if [ -x "$folder/telegraf" ]; then
        say "telegraf is built: $folder/telegraf"
        return
    fi
    need_go telegraf
    say "building telegraf $TELEGRAF_VERSION, once"
    mkdir -p "$folder" && cd "$folder"
    local source
    source=$(cd / && go mod download -json "github.com/influxdata/telegraf@$TELEGRAF_VERSION" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    [ -n "$source" ] || fail "telegraf's module could not be downloaded"
    cp "$source/go.mod" "$source/go.sum" . && chmod u+w go.mod go.sum
    sed -i.bak 's#^module .*#module telegraf-build#' go.mod
    printf '\nrequire github.com/influxdata/telegraf %s\n' "$TELEGRAF_VERSION" >>go.mod
    GOFLAGS=-mod=mod go build -tags custom,inputs.mqtt_consumer,outputs.influxdb_v2,parsers.influx,parsers.json_v2 \
        -o telegraf.new github.com/influxdata/telegraf/cmd/telegraf >build.log 2>&1 || { tail -n 30 build.log >&2; fail "building telegraf failed"; }
    mv telegraf.new telegraf
    say "built $folder/telegraf"
}

mkdir -p "$tools"
install_packages
(install_influxd)
if [ "$benchmarks" = yes ]; then (install_telegraf); fi
say "done"
