metadata name = 'Network'
metadata description = 'The virtual network that the hub calls vendors through, with one fixed public address for all of it.'

@description('Required. Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Required. Name of the NAT gateway.')
@minLength(1)
@maxLength(80)
param natGatewayName string

@description('Required. Name of the public IP address.')
@minLength(1)
@maxLength(80)
param publicIpName string

@description('Required. The network\'s IPv4 range, /23 or larger.')
param addressPrefix string

@description('Optional. Location.')
param location string = resourceGroup().location

@description('Optional. Tags.')
param tags object = {}

@description('Optional. Minutes after which an idle connection to a vendor is dropped.')
@minValue(4)
@maxValue(120)
param idleTimeoutMinutes int = 10

@description('Optional. Whether the public address is kept from being deleted: vendors have it in their firewalls.')
param lockPublicIp bool = false

resource publicIp 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: publicIpName
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Regional'
  }
  properties: {
    publicIPAddressVersion: 'IPv4'
    publicIPAllocationMethod: 'Static'
  }
}

resource publicIpLock 'Microsoft.Authorization/locks@2020-05-01' = if (lockPublicIp) {
  name: 'lock-${publicIpName}'
  scope: publicIp
  properties: {
    level: 'CanNotDelete'
    notes: 'Vendors have this address in their firewalls.'
  }
}

resource natGateway 'Microsoft.Network/natGateways@2024-05-01' = {
  name: natGatewayName
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    idleTimeoutInMinutes: idleTimeoutMinutes
    publicIpAddresses: [
      {
        id: publicIp.id
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
  }

  // Resources of their own, so that subnets that others added to the network are left alone.
  resource app 'subnets' = {
    name: 'app'
    properties: {
      // Each instance takes an address.
      addressPrefix: cidrSubnet(addressPrefix, 24, 0)
      natGateway: {
        id: natGateway.id
      }
      delegations: [
        {
          name: 'flex-consumption'
          properties: {
            serviceName: 'Microsoft.App/environments'
          }
        }
      ]
      // Storage and vault are reached over the backbone, not through the NAT gateway.
      serviceEndpoints: [
        {
          service: 'Microsoft.Storage'
        }
        {
          service: 'Microsoft.KeyVault'
        }
      ]
    }
  }

  resource endpoints 'subnets' = {
    name: 'endpoints'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 27, 8)
      defaultOutboundAccess: false
      privateEndpointNetworkPolicies: 'Disabled'
    }
    // A network takes one change at once.
    dependsOn: [
      app
    ]
  }
}

@description('The resource ID of the virtual network.')
output resourceId string = network.id

@description('The resource ID of the subnet that the hub is integrated with.')
output appSubnetResourceId string = network::app.id

@description('The resource ID of the subnet for private endpoints.')
output endpointSubnetResourceId string = network::endpoints.id

@description('The address from which the hub calls vendors.')
output publicIpAddress string = publicIp.properties.ipAddress
