metadata name = 'Alerts'
metadata description = 'One log alert for each event in alerts.json, and an action group that tells people of it.'

@description('Required. What all names start with.')
@minLength(1)
@maxLength(40)
param prefix string

@description('Required. Resource ID of the workspace that holds the logs.')
param workspaceResourceId string

@description('Required. Resource ID of the Application Insights component whose logs count.')
param applicationInsightsResourceId string

@description('Optional. E-mail addresses that are told.')
param emailAddresses string[] = []

@description('Optional. Resource IDs of further action groups that are told.')
param actionGroupResourceIds string[] = []

@description('Optional. Location.')
param location string = resourceGroup().location

@description('Optional. Tags.')
param tags object = {}

@description('Optional. Whether the alerts fire.')
param enabled bool = true

type alert = {
  @description('The event\'s name in the logs: a constant of AlarmEvents.')
  event: string

  @description('What the alert\'s name ends with.')
  name: string

  @description('A few words for the subject of a mail.')
  title: string

  @description('What it means and what to do.')
  description: string

  @description('0, critical, to 4.')
  @minValue(0)
  @maxValue(4)
  severity: int

  @description('How often is looked.')
  frequencyMinutes: 5 | 10 | 15

  @description('How far back is looked: longer than how often, so that what comes late or lies across two looks is seen.')
  windowMinutes: 15 | 30 | 60

  @description('More events than this in the window fire the alert.')
  @minValue(0)
  threshold: int
}

var alerts alert[] = loadJsonContent('../alerts.json')

// A log entry with an exception is in the other table.
var query = '''
union AppTraces, AppExceptions
| where _ResourceId =~ '{0}'
| where tostring(Properties.EventName) == '{1}'
'''

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emailAddresses)) {
  name: '${prefix}-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'gatehouse'
    emailReceivers: [
      for (address, index) in emailAddresses: {
        name: 'operator-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${prefix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Gatehouse: ${alert.title}'
      description: alert.description
      severity: alert.severity
      enabled: enabled
      autoMitigate: true
      scopes: [
        workspaceResourceId
      ]
      evaluationFrequency: 'PT${alert.frequencyMinutes}M'
      windowSize: 'PT${alert.windowMinutes}M'
      // The tables of a new workspace are known only after the first entry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: format(query, applicationInsightsResourceId, alert.event)
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: concat(empty(emailAddresses) ? [] : [group.id], actionGroupResourceIds)
      }
    }
  }
]

@description('The resource IDs of the alerts.')
output resourceIds string[] = [for (alert, index) in alerts: rules[index].id]
