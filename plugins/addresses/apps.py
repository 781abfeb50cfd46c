from plugins.kernel.registry import CapabilityConfig


class AddressesConfig(CapabilityConfig):
    name = "plugins.addresses"
    label = "mall_addresses"
    verbose_name = "收货地址"
    personal_data = "plugins.addresses.personal_data.AddressBook"
    graphql_schema = "plugins.addresses.graphql.schema"
