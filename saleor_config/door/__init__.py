"""The doors of the shop: who may ask what of the GraphQL schema.

`/graphql/` runs registered documents only, for buyers and visitors.
`/staff/graphql/` runs any document, for staff and apps only.
"""
