#!/bin/sh
# Installs the programs that the tests run and that this machine lacks, from Debian's packages.
set -eu
missing=
need() { command -v "$1" > /dev/null || missing="$missing $2"; }
need chromium chromium
need dot graphviz
need java openjdk-17-jre-headless
need mvn maven
need npm npm
[ -n "$missing" ] || exit 0
[ "$(id -u)" = 0 ] || { echo "the tests need:$missing (apt-get install$missing)" >&2; exit 1; }
apt-get update -q
# shellcheck disable=SC2086 - words are packages
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
