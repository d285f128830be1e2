// Copy to main.bicepparam, change what is yours, and run infra/deploy.sh. Nothing in here is a secret.
using 'main.bicep'

param name = 'gatehouse'

param tags = {
  application: 'gatehouse'
  environment: 'production'
}

// The deployment script sets both, for who runs it. Add a group of operators beside it if you have one.
var deployer = readEnvironmentVariable('GATEHOUSE_OPERATOR_ID', '')
var deployerType = readEnvironmentVariable('GATEHOUSE_OPERATOR_TYPE', 'User')

param operators = empty(deployer)
  ? []
  : [
      {
        principalId: deployer
        principalType: deployerType
      }
    ]

param alertEmailAddresses = [
  'operators@example.com'
]

// On-premises vendors that are reached through a VPN, such as ['10.20.30.0/24'].
param allowedPrivateNetworks = []

param privateEndpoints = false
param locks = true
