metadata name = 'Vault'
metadata description = 'The Key Vault with the hub\'s own keys and the facilities\' secrets.'

@description('Required. Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Required. Object ID of the hub\'s identity.')
param principalId string

@description('Required. Resource ID of the workspace that receives the vault\'s logs.')
param workspaceResourceId string

@description('Optional. Location.')
param location string = resourceGroup().location

@description('Optional. Tags.')
param tags object = {}

@description('Optional. Whether the hub may write secrets, as PUT /facilities/{facility}/secrets/{name} does. Without it operators write them in the vault.')
param hubWritesSecrets bool = true

@description('Optional. Who writes the hub\'s own keys and may read the admin key.')
param operators operator[] = []

@description('Optional. Whether the vault answers only on private endpoints.')
param privateOnly bool = false

@description('Optional. Days for which deleted secrets, and a deleted vault, can be recovered.')
@minValue(7)
@maxValue(90)
param softDeleteDays int = 90

@description('Optional. Whether the vault is kept from being deleted.')
param lockVault bool = false

@export()
@description('Somebody, or something, with access to the vault.')
type operator = {
  @description('Object ID in Entra ID.')
  @minLength(36)
  @maxLength(36)
  principalId: string

  @description('What it is.')
  principalType: 'User' | 'Group' | 'ServicePrincipal'
}

var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var hubRole = hubWritesSecrets ? secretsOfficer : secretsUser

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }
}

resource vaultLock 'Microsoft.Authorization/locks@2020-05-01' = if (lockVault) {
  name: 'lock-${name}'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'The vault holds the keys that the hub\'s state is encrypted with.'
  }
}

resource hubAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, hubRole)
  scope: vault
  properties: {
    description: hubWritesSecrets ? 'The hub reads and writes secrets.' : 'The hub reads secrets.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', hubRole)
  }
}

resource operatorAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for operator in operators: {
    name: guid(vault.id, operator.principalId, secretsOfficer)
    scope: vault
    properties: {
      description: 'An operator of the hub writes its keys.'
      principalId: operator.principalId
      principalType: operator.principalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
    }
  }
]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('The resource ID of the vault.')
output resourceId string = vault.id

@description('The name of the vault.')
output name string = vault.name

@description('The vault\'s address.')
output uri string = vault.properties.vaultUri
