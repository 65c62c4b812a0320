#!/bin/sh
# Sees to it that the programs which the tests run are installed; what lacks comes from Debian's packages.
set -eu

java_is_new() {
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ]
}

missing=
need() { command -v "$1" > /dev/null || missing="$missing $2"; }
need chromium chromium
need curl curl
need dot graphviz
need mvn maven
need npm npm
need openssl openssl
java_is_new || missing="$missing default-jre-headless"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "The tests start real servers and a browser, and need:$missing
Install them, on Debian with apt-get install$missing; set JAVA_HOME where a Java of at least 17 lies elsewhere." >&2
    exit 1
fi
echo "installing for the tests:$missing"
apt-get update -qq
# shellcheck disable=SC2086 - words are packages
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing > /dev/null
