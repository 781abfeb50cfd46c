from brand_theme.window.graphql.queries import WindowQueries


class Queries(WindowQueries):
    pass
