metadata name = 'Private endpoint'
metadata description = 'A private endpoint for one part of a resource, with its DNS zone linked to the network.'

@description('Required. Name of the endpoint.')
@minLength(2)
@maxLength(64)
param name string

@description('Required. Resource ID of what the endpoint is for.')
param serviceResourceId string

@description('Required. The part of it.')
@allowed([
  'blob'
  'queue'
  'table'
  'vault'
])
param groupId string

@description('Required. Resource ID of the endpoint\'s subnet.')
param subnetResourceId string

@description('Required. Resource ID of the network in which the name resolves to the endpoint.')
param networkResourceId string

@description('Optional. Location.')
param location string = resourceGroup().location

@description('Optional. Tags.')
param tags object = {}

// The vault's own name is in another zone than its private one: .vault.azure.net, privatelink.vaultcore.azure.net, and so in other clouds.
var zoneName = groupId == 'vault'
  ? 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  : 'privatelink.${groupId}.${environment().suffixes.storage}'

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'hub'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkResourceId
      }
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetResourceId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: serviceResourceId
          groupIds: [
            groupId
          ]
        }
      }
    ]
  }

  resource zones 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: {
            privateDnsZoneId: zone.id
          }
        }
      ]
    }
  }
}

@description('The resource ID of the endpoint.')
output resourceId string = endpoint.id
