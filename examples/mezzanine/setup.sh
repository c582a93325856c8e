#!/usr/bin/env bash
# setup.sh FOLDER: installs Mezzanine into FOLDER and makes a site there whose own editing page has the kit. Needs
# Python 3.9 or newer with pip, and the package built (`make build`). Run again, it only puts the newest files in place.
set -eu -o pipefail
here="$(cd "$(dirname "$0")" && pwd)"
folder="$1"
mkdir -p "$folder"
cd "$folder"
export PYTHONPATH="$folder/lib" PIP_DISABLE_PIP_VERSION_CHECK=1
if [ ! -e lib/.installed ]; then
  rm -rf lib
  python3 -m pip install -q --root-user-action=ignore --target lib mezzanine==6.1.1 Django==4.2.30 "setuptools<81"
  touch lib/.installed
fi
if [ ! -e office/manage.py ]; then
  rm -rf office
  python3 lib/bin/mezzanine-project office
  rm office/office/local_settings.py
fi
cp "$here"/office/*.py office/office/
mkdir -p office/own/xianshen
cp "$here"/office/attach.js "$here"/../../pkg/dist/global-inline.js office/own/xianshen/
cd office
python3 manage.py migrate -v 0 --settings office.here
python3 manage.py shell --settings office.here -c '
from django.contrib.auth import get_user_model
user, _ = get_user_model().objects.get_or_create(username="editor", is_staff=True, is_superuser=True)
user.set_password("editor")
user.save()'
