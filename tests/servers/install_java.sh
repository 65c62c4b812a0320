#!/bin/sh
# Sees to it that what the test servers need is installed: Java 17 or newer, Maven, OpenSSL.
set -eu

java_version() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

is_complete() {
    version=$(java_version) && [ "${version:-0}" -ge 17 ] && command -v mvn >/dev/null && command -v openssl >/dev/null
}

is_complete && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "installing Java, Maven and OpenSSL for the servers of the tests"
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends default-jre-headless maven openssl >/dev/null
fi
is_complete && exit 0
echo "The tests start real servers and need Java 17 or newer, Maven and OpenSSL. Install them, as on Debian with
    apt-get install default-jre-headless maven openssl
or set JAVA_HOME where Java lies elsewhere." >&2
exit 1
