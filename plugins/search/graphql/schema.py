from plugins.search.graphql.queries import SearchQueries


class Queries(SearchQueries):
    pass
