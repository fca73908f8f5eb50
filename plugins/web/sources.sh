#!/bin/sh
# Fetches and unpacks Debian's sources of the libraries that the engine for a browser is built of.
#
#     plugins/web/sources.sh FOLDER
#
# apt gets a list of its own for it: that of the machine stays as it is, and nothing is installed.
# Needs dpkg-dev and xz-utils, no root.
set -eu

[ $# -eq 1 ] || { echo "usage: sources.sh FOLDER" >&2; exit 2; }
mkdir -p "$1/apt/lists/partial" "$1/apt/cache/archives/partial" "$1/apt/parts"
folder=$(cd "$1" && pwd)

# The mirror that the machine takes its packages from.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources 2>/dev/null |
    sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' | head -n 1)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
[ -n "$mirror" ] || { echo "sources.sh: no mirror of Debian in apt's lists" >&2; exit 1; }
cat >"$folder/apt/parts/source.sources" <<LIST
Types: deb-src
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
LIST

apt() {
    apt-get -q -o Acquire::Retries=3 -o Dir::Etc::sourcelist=/dev/null \
        -o Dir::Etc::sourceparts="$folder/apt/parts" -o Dir::State::lists="$folder/apt/lists" \
        -o Dir::Cache="$folder/apt/cache" "$@"
}

apt update
cd "$folder"
apt source --download-only glib2.0 libxml2 libyaml jansson zlib
for description in *.dsc; do
    name=$(sed -n 's/^Source: //p' "$description")
    rm -rf "./$name"-*/
    dpkg-source -x --no-check "$description"
done
