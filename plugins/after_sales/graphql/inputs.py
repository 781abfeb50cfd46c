import graphene

from plugins.after_sales.errors import LineNotFound, QuantityInvalid


class AfterSalesLineInput(graphene.InputObjectType):
    line_id = graphene.ID(required=True, description="Id of the order line.")
    quantity = graphene.Int(required=True, description="How many units.")


def units_from(lines, *, field):
    """Return order line → units.

    Raises:
        LineNotFound: an id that cannot be one.
        QuantityInvalid: a line named twice.
    """
    units = {}
    for line in lines:
        given = line["line_id"]
        if not (given.isascii() and given.isdigit() and len(given) <= 18):
            raise LineNotFound(field=field)
        if int(given) in units:
            raise QuantityInvalid(field=field)
        units[int(given)] = line["quantity"]
    return units
