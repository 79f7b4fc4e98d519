import client.ApiClient;
import client.ApiException;
import client.api.AccountsApi;
import client.api.OrdersApi;
import client.api.PositionsApi;
import client.model.ClosePositionRequest;
import client.model.OrderReply;
import client.model.PlaceOrderRequest;

/** A client made by openapi-generator: requests and replies are classes of the server's own document. */
public final class Trade {
    public static void main(String[] none) throws Exception {
        ApiClient api = new ApiClient();
        api.updateBaseUri(System.getenv("OUTCRY_URL"));
        api.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + System.getenv("OUTCRY_TOKEN")));
        String account = new AccountsApi(api).listAccounts().getAccounts().getFirst().getName();
        OrdersApi orders = new OrdersApi(api);
        PlaceOrderRequest buy = new PlaceOrderRequest()
                .instrument("MES")
                .action(PlaceOrderRequest.ActionEnum.BUY)
                .quantity(2L)
                .orderType(PlaceOrderRequest.OrderTypeEnum.MARKET)
                .timeInForce(PlaceOrderRequest.TimeInForceEnum.DAY);
        String orderId = orders.placeOrder(account, buy, "generated-java-1").getOrderId();
        String again = orders.placeOrder(account, buy, "generated-java-1").getOrderId();
        OrderReply order = orders.getOrder(account, orderId);
        for (int i = 0; i < 100 && order.getOrderState() != OrderReply.OrderStateEnum.FILLED; i++) {
            Thread.sleep(400);
            order = orders.getOrder(account, orderId);
        }
        PositionsApi positions = new PositionsApi(api);
        long held = positions.getPosition(account, "MES", null).getQuantity();
        int refused = 0;
        try {
            orders.placeOrder("nobody", buy, null);
        } catch (ApiException e) {
            refused = e.getCode();
        }
        boolean verified = positions.closePosition(account, new ClosePositionRequest().instrument("MES"), null).getVerified();
        System.out.println("generated java client: " + order.getOrderState() + " " + orderId.equals(again) + " " + held + " " + refused
                + " " + verified);
    }
}
