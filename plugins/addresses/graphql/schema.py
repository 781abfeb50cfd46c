from plugins.addresses.graphql.queries import AddressQueries


class Queries(AddressQueries):
    pass
