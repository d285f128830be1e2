metadata name = 'Identity'
metadata description = 'The user-assigned identity that the hub runs as.'

@description('Required. Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Optional. Location.')
param location string = resourceGroup().location

@description('Optional. Tags.')
param tags object = {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('The resource ID of the identity.')
output resourceId string = identity.id

@description('The object ID of the identity, for role assignments.')
output principalId string = identity.properties.principalId

@description('The client ID of the identity, for the hub\'s settings.')
output clientId string = identity.properties.clientId
