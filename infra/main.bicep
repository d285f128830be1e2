metadata name = 'Gatehouse'
metadata description = 'Everything that the hub needs in Azure, in one resource group.'

targetScope = 'resourceGroup'

import { operator } from 'modules/vault.bicep'

// What it is called and where it is

@description('Required. Name of this hub, of letters, digits and hyphens, letters or digits at both ends: part of every resource\'s name and, unless functionAppName says otherwise, of its address.')
@minLength(3)
@maxLength(16)
param name string

@description('Optional. Location of all resources. Flex Consumption is not in every region: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('Optional. Tags of all resources.')
param tags object = {}

@description('Optional. Name of the function app, unique in the world: the hub is at https://{functionAppName}.azurewebsites.net.')
@minLength(2)
@maxLength(60)
param functionAppName string = 'func-${name}-${uniqueString(resourceGroup().id, name)}'

@description('Optional. Whether storage, vault and public address are kept from being deleted. Who deploys then needs the right to make locks: Owner, or Locks Contributor beside the other roles.')
param locks bool = false

// How it runs

@description('Optional. How many HTTP instances are always warm.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 1

@description('Optional. The most instances there may be.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@description('Optional. Memory of an instance, in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Optional. How many requests an instance serves at once before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 50

@description('Optional. Whether instances are spread over availability zones, where the region has them; at least two HTTP instances are then always warm. Needs a storageSku with zones.')
param zoneRedundant bool = false

@description('Optional. Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_ZRS'

@description('Optional. Further settings of the app; docs/settings.md lists them.')
param additionalSettings { *: string } = {}

// What it may reach, and who may reach what

@description('Optional. IPv4 range of the network, /23 or larger. Choose one that meets no network it will be peered with.')
param networkAddressPrefix string = '10.71.0.0/23'

@description('Optional. Private, loopback and link-local networks, as CIDR, that the hub may connect to: on-premises vendors behind a VPN. Nothing else private is reached.')
param allowedPrivateNetworks string[] = []

@description('Optional. Whether storage and vault answer only on private endpoints. The first deployment of secrets must then run inside the network.')
param privateEndpoints bool = false

@description('Optional. Whether the hub may write facilities\' secrets (Key Vault Secrets Officer) or only read them (Key Vault Secrets User).')
param hubWritesSecrets bool = true

@description('Optional. Who writes the hub\'s own keys and may read the admin key. The deployment script adds who runs it.')
param operators operator[] = []

// How it is watched

@description('Optional. E-mail addresses that alerts are sent to.')
param alertEmailAddresses string[] = []

@description('Optional. Resource IDs of further action groups that alerts are sent to.')
param alertActionGroupResourceIds string[] = []

@description('Optional. How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Optional. The most that may be logged in a day, in GB; -1 for no limit. Past the limit no alert fires.')
@minValue(-1)
param logDailyQuotaGb int = -1

@description('Optional. An OpenTelemetry collector (OTLP) that is sent telemetry too; empty for none.')
param otlpEndpoint string = ''

var token = uniqueString(resourceGroup().id, name)
var compactName = toLower(replace(name, '-', ''))
var names = {
  identity: 'id-${name}'
  workspace: 'log-${name}'
  applicationInsights: 'appi-${name}'
  network: 'vnet-${name}'
  natGateway: 'ng-${name}'
  publicIp: 'pip-${name}'
  storage: 'st${take(compactName, 9)}${token}'
  vault: 'kv-${take(compactName, 7)}-${token}'
  plan: 'asp-${name}'
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    principalId: identity.outputs.principalId
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: names.network
    natGatewayName: names.natGateway
    publicIpName: names.publicIp
    addressPrefix: networkAddressPrefix
    location: location
    tags: tags
    lockPublicIp: locks
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: names.storage
    principalId: identity.outputs.principalId
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    location: location
    tags: tags
    skuName: storageSku
    privateOnly: privateEndpoints
    lockAccount: locks
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: names.vault
    principalId: identity.outputs.principalId
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    location: location
    tags: tags
    hubWritesSecrets: hubWritesSecrets
    operators: operators
    privateOnly: privateEndpoints
    lockVault: locks
  }
}

// One at a time: a subnet takes one change at once.
@batchSize(1)
module storageEndpoints 'modules/private-endpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: if (privateEndpoints) {
    name: 'private-endpoint-${part}'
    params: {
      name: 'pep-${name}-${part}'
      serviceResourceId: storage.outputs.resourceId
      groupId: part
      subnetResourceId: network.outputs.endpointSubnetResourceId
      networkResourceId: network.outputs.resourceId
      location: location
      tags: tags
    }
  }
]

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateEndpoints) {
  name: 'private-endpoint-vault'
  dependsOn: [
    storageEndpoints
  ]
  params: {
    name: 'pep-${name}-vault'
    serviceResourceId: vault.outputs.resourceId
    groupId: 'vault'
    subnetResourceId: network.outputs.endpointSubnetResourceId
    networkResourceId: network.outputs.resourceId
    location: location
    tags: tags
  }
}

var outgoingSettings = toObject(
  range(0, length(allowedPrivateNetworks)),
  index => 'Outgoing__AllowedPrivateNetworks__${index}',
  index => allowedPrivateNetworks[index]
)

var settings = union(
  {
    AZURE_CLIENT_ID: identity.outputs.clientId
    // By address and not by name, which the Functions host takes to be in the public cloud.
    AzureWebJobsStorage__blobServiceUri: storage.outputs.blobUri
    AzureWebJobsStorage__queueServiceUri: storage.outputs.queueUri
    AzureWebJobsStorage__tableServiceUri: storage.outputs.tableUri
    AzureWebJobsStorage__clientId: identity.outputs.clientId
    AzureWebJobsStorage__credential: 'managedidentity'
    Azure__StorageAccountName: storage.outputs.name
    Azure__StorageSuffix: environment().suffixes.storage
    Azure__VaultUri: vault.outputs.uri
    APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
    // All traces are kept: a log entry of a trace that is not would be dropped with it, and its alert with that.
    OTEL_TRACES_SAMPLER: 'microsoft.fixed_percentage'
    OTEL_TRACES_SAMPLER_ARG: '1.0'
  },
  empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint },
  outgoingSettings,
  additionalSettings
)

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  params: {
    name: functionAppName
    planName: names.plan
    identityResourceId: identity.outputs.resourceId
    packageContainerUri: storage.outputs.packageContainerUri
    subnetResourceId: network.outputs.appSubnetResourceId
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    settings: settings
    location: location
    tags: tags
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    zoneRedundant: zoneRedundant
  }
  dependsOn: [
    storageEndpoints
    vaultEndpoint
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: 'alert-${name}'
    workspaceResourceId: monitoring.outputs.workspaceResourceId
    applicationInsightsResourceId: monitoring.outputs.applicationInsightsResourceId
    emailAddresses: alertEmailAddresses
    actionGroupResourceIds: alertActionGroupResourceIds
    location: location
    tags: tags
  }
}

@description('The name of the function app.')
output functionAppName string = functionApp.outputs.name

@description('The address of the hub\'s API.')
output apiUrl string = 'https://${functionApp.outputs.hostName}/api/v1'

@description('The address from which the hub calls vendors: hand it to those who filter by address.')
output outgoingIpAddress string = network.outputs.publicIpAddress

@description('The name of the vault.')
output vaultName string = vault.outputs.name

@description('The name of the storage account.')
output storageAccountName string = storage.outputs.name

@description('The client ID of the hub\'s identity.')
output identityClientId string = identity.outputs.clientId

@description('The resource ID of the network, for peering it with a VPN\'s.')
output networkResourceId string = network.outputs.resourceId
