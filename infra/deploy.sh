#!/usr/bin/env bash
# Puts the hub into Azure, or brings it up to date: infrastructure, code, the hub's own keys, health check.
# Each step can be repeated; a key that exists is never replaced. docs/deployment.md explains it.
set -euo pipefail
umask 077

infra=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$infra")
group=${GATEHOUSE_RESOURCE_GROUP:-}
location=${GATEHOUSE_LOCATION:-}
parameters=$infra/main.bicepparam
yes=false
scratch=""

usage() {
  cat <<'TEXT'
Usage: infra/deploy.sh --group NAME [--location REGION] [--parameters FILE] [--yes]

  --group NAME       Resource group; made when missing. Or GATEHOUSE_RESOURCE_GROUP.
  --location REGION  Where to make the resource group. Or GATEHOUSE_LOCATION. Needed only the first time.
  --parameters FILE  A .bicepparam file. Default: infra/main.bicepparam, a copy of infra/main.sample.bicepparam.
  --yes              Do not ask after showing what would change.
TEXT
}

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'deploy.sh: %s\n' "$*" >&2
  exit 1
}

finish() {
  [ -z "$scratch" ] || rm -rf "$scratch"
}
trap finish EXIT

# Runs a command until it succeeds: repeat TIMES SECONDS COMMAND...
repeat() {
  local times=$1 seconds=$2 attempt
  shift 2
  for ((attempt = 1; attempt <= times; attempt++)); do
    "$@" && return 0
    [ "$attempt" -eq "$times" ] || sleep "$seconds"
  done
  return 1
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --group | --location | --parameters)
        [ $# -ge 2 ] || fail "$1 needs a value."
        printf -v "${1#--}" '%s' "$2"
        shift 2
        ;;
      --yes)
        yes=true
        shift
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      *)
        usage >&2
        fail "Unknown argument '$1'."
        ;;
    esac
  done
  [ -n "$group" ] || { usage >&2; fail "Name the resource group with --group."; }
  [ -f "$parameters" ] || fail "There is no $parameters. Copy infra/main.sample.bicepparam and change what is yours."
}

check_tools() {
  local tool
  for tool in az dotnet curl zip openssl; do
    command -v "$tool" >/dev/null || fail "'$tool' is missing; docs/deployment.md says what to install."
  done
  az account show --output none 2>/dev/null || fail "Sign in first: az login."
}

# A member of the access token of whoever is signed in. Works for people and for pipelines, without rights in the directory.
token_member() {
  local payload
  payload=$(az account get-access-token --query accessToken --output tsv | cut -d. -f2 | tr -- '-_' '+/')
  while [ $((${#payload} % 4)) -ne 0 ]; do payload+='='; done
  printf '%s' "$payload" | base64 --decode | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# A pipeline's sign-in is good for new kinds of tokens only for minutes, and the vault is reached after more than that.
take_vault_token() {
  local domain
  domain=$(az cloud show --query suffixes.keyvaultDns --output tsv)
  az account get-access-token --resource "https://${domain#.}" --output none
}

name_operator() {
  if [ -z "${GATEHOUSE_OPERATOR_ID:-}" ]; then
    GATEHOUSE_OPERATOR_ID=$(token_member oid)
    GATEHOUSE_OPERATOR_TYPE=User
    [ "$(az account show --query user.type --output tsv)" = user ] || GATEHOUSE_OPERATOR_TYPE=ServicePrincipal
    [ -n "$GATEHOUSE_OPERATOR_ID" ] || fail "Cannot tell who is signed in. Set GATEHOUSE_OPERATOR_ID and GATEHOUSE_OPERATOR_TYPE."
  fi
  export GATEHOUSE_OPERATOR_ID GATEHOUSE_OPERATOR_TYPE
}

make_group() {
  local exists
  exists=$(az group exists --name "$group" --output tsv) || fail "Cannot tell whether there is a resource group '$group'."
  [ "$exists" = true ] && return 0
  [ -n "$location" ] || fail "There is no resource group '$group'. Say where to make it with --location."
  az group create --name "$group" --location "$location" --output none
}

confirm() {
  $yes && return 0
  local answer
  read -r -p "Deploy this? [y/N] " answer || true
  case $answer in
    y | Y | yes) ;;
    *) fail "Nothing was changed." ;;
  esac
}

deploy_infrastructure() {
  az deployment group what-if --resource-group "$group" --parameters "$parameters"
  confirm
  az deployment group create --resource-group "$group" --name gatehouse --parameters "$parameters" --output none
}

output_of() {
  az deployment group show --resource-group "$group" --name gatehouse --query "properties.outputs.$1.value" --output tsv
}

publish() {
  AzureSdk=nuget dotnet publish "$root/src/Gatehouse.Functions" -c Release -r linux-x64 --self-contained false -o "$scratch/package"
  # The hidden folder .azurefunctions belongs to the package; the settings of this machine do not.
  (cd "$scratch/package" && zip --quiet --recurse-paths "$scratch/package.zip" . --exclude local.settings.json)
}

upload() {
  az functionapp deployment source config-zip --resource-group "$group" --name "$1" --src "$scratch/package.zip" --output none
}

# Whether a secret is in the vault: 0 yes, 1 no, 2 the vault cannot be asked (yet).
has_secret() {
  az keyvault secret show --vault-name "$1" --name "$2" --query id --output none 2>"$scratch/vault-error" && return 0
  grep -q 'SecretNotFound' "$scratch/vault-error" && return 1
  return 2
}

# A role that was just given takes minutes to be known in the vault.
wait_for_vault() {
  local status=0
  has_secret "$1" hub-admin-key || status=$?
  [ "$status" -ne 2 ]
}

ensure_secret() { # vault, name, command that prints the value...
  local vault=$1 name=$2 status=0
  shift 2
  has_secret "$vault" "$name" || status=$?
  case $status in
    0) echo "$name is there." ;;
    1)
      # Through a file, so that the value is in no list of processes; the file is gone at the end.
      "$@" >"$scratch/secret"
      az keyvault secret set --vault-name "$vault" --name "$name" --file "$scratch/secret" --encoding utf-8 --output none
      rm -f "$scratch/secret"
      echo "$name was made."
      ;;
    *)
      cat "$scratch/vault-error" >&2
      fail "The vault $vault does not answer."
      ;;
  esac
}

new_admin_key() {
  local random
  random=$(openssl rand -hex 24) || return 1
  printf 'gh_admin_%s' "$random"
}

new_data_key() {
  local random
  random=$(openssl rand -base64 32) || return 1
  printf '1:%s' "$random"
}

ensure_secrets() {
  local vault=$1
  if ! repeat 30 10 wait_for_vault "$vault"; then
    cat "$scratch/vault-error" >&2
    fail "The vault $vault refuses. You need the role Key Vault Secrets Officer on it and, with private endpoints, to be in its network."
  fi
  ensure_secret "$vault" hub-admin-key new_admin_key
  ensure_secret "$vault" hub-data-key new_data_key
  ensure_secret "$vault" hub-pass-key new_data_key
}

is_ready() {
  curl --silent --fail --max-time 20 --output /dev/null "$1/health/ready"
}

read_arguments "$@"
check_tools
scratch=$(mktemp -d)

say "Infrastructure in resource group $group"
take_vault_token
name_operator
make_group
deploy_infrastructure
app=$(output_of functionAppName)
vault=$(output_of vaultName)
url=$(output_of apiUrl)

say "The hub's own keys in vault $vault"
ensure_secrets "$vault"

say "Code to function app $app"
publish
upload "$app"

say "Health of $url"
repeat 60 5 is_ready "$url" || fail "The hub is not ready after five minutes. Its logs: az monitor app-insights, or the portal's log stream of $app."

cat <<TEXT
The hub is ready.

  API                $url
  Outgoing address   $(output_of outgoingIpAddress)   (for vendors that filter by address)
  Admin key          secret hub-admin-key in vault $vault:
                     az keyvault secret show --vault-name $vault --name hub-admin-key --query value --output tsv
TEXT
